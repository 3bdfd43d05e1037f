using Microsoft.Win32.SafeHandles;

namespace KantanSim.Storage;

/// <summary>Random access to the bytes of a file. Tests replace it by a device that simulates power cuts.</summary>
internal abstract class PageDevice : IDisposable
{
    /// <summary>The file's name for messages.</summary>
    public abstract string Name { get; }

    public abstract long Length { get; }

    /// <returns>The number of bytes read: fewer than requested only at the end of the file.</returns>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <exception cref="IOException">Not all bytes were written.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    public abstract void SetLength(long length);

    /// <summary>Returns when everything that was written is on disk (fsync).</summary>
    public abstract void Sync();

    public abstract void Dispose();
}

/// <summary>A file of the data folder.</summary>
internal sealed class FileDevice(string path) : PageDevice
{
    readonly FileStream stream = DataFolder.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    SafeFileHandle Handle => stream.SafeFileHandle;

    public override string Name => Path.GetFileName(path);

    public override long Length => RandomAccess.GetLength(Handle);

    public override int Read(Span<byte> bytes, long offset)
    {
        var total = 0;
        while (total < bytes.Length)
        {
            var read = RandomAccess.Read(Handle, bytes[total..], offset + total);
            if (read == 0) break;
            total += read;
        }
        return total;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try { RandomAccess.Write(Handle, bytes, offset); }
        // .NET throws it when the file has the maximum size of the process (RLIMIT_FSIZE).
        catch (ArgumentOutOfRangeException reason) { throw new IOException($"{Name} has reached the maximum file size", reason); }
    }

    public override void SetLength(long length) => RandomAccess.SetLength(Handle, length);

    /// <exception cref="IOException">The file was deleted, or the disk failed.</exception>
    public override void Sync()
    {
        RandomAccess.FlushToDisk(Handle);
        // Writes to a deleted file succeed, but they are lost when it is closed.
        if (!File.Exists(path)) throw new IOException($"{Name} was deleted while KantanSim was running");
    }

    public override void Dispose() => stream.Dispose();
}
