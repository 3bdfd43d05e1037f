using Microsoft.Win32.SafeHandles;

namespace KantanSim.Storage;

/// <summary>Bytes on a disk, addressed by offset. Tests play power cuts with one of their own.</summary>
internal abstract class PageDevice : IDisposable
{
    /// <summary>The file's name for messages.</summary>
    public abstract string Name { get; }

    public abstract long Length { get; }

    /// <returns>The number of bytes read: fewer than asked for at the end of the file only.</returns>
    public abstract int Read(Span<byte> bytes, long offset);

    /// <exception cref="IOException">Not all of it was written.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    public abstract void SetLength(long length);

    /// <summary>Returns when everything that was written is on the disk.</summary>
    public abstract void Sync();

    public abstract void Dispose();
}

/// <summary>A file of the data folder.</summary>
internal sealed class FileDevice(string path) : PageDevice
{
    readonly FileStream stream = DataFolder.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    SafeFileHandle File => stream.SafeFileHandle;

    public override string Name => Path.GetFileName(path);

    public override long Length => RandomAccess.GetLength(File);

    public override int Read(Span<byte> bytes, long offset)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(File, bytes[total..], offset + total) is > 0 and var read) total += read;
        return total;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try { RandomAccess.Write(File, bytes, offset); }
        // .NET reports a file that may not grow any further (RLIMIT_FSIZE) as a wrong argument.
        catch (ArgumentOutOfRangeException reason) { throw new IOException($"{Name} has reached the largest size that a file may have here", reason); }
    }

    public override void SetLength(long length) => RandomAccess.SetLength(File, length);

    /// <exception cref="IOException">The file was deleted or replaced, or the disk failed.</exception>
    public override void Sync()
    {
        RandomAccess.FlushToDisk(File);
        // A deleted file takes writes until it is closed, and nobody will find them again.
        if (!System.IO.File.Exists(path)) throw new IOException($"{Name} was deleted while KantanSim was running");
    }

    public override void Dispose() => stream.Dispose();
}
