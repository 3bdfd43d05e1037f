namespace KantanSim.Storage;

/// <summary>
/// A file as LiteDB sees it. LiteDB flushes its log after nearly every page; here that costs nothing, as what the log would save is in the
/// journal, and it is synced before its pages move to the data file.
/// </summary>
/// <param name="syncsWhenFlushed">Whether LiteDB's flush goes to the disk: after a checkpoint has written the data file.</param>
internal sealed class DiskStream(string path, bool syncsWhenFlushed) : Stream
{
    readonly FileStream file = DataFolder.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => file.Length;
    public override long Position { get => file.Position; set => file.Position = value; }

    /// <summary>Answers when all that was written is on the disk.</summary>
    public void Sync() => file.Flush(flushToDisk: true);

    public override void Flush()
    {
        if (syncsWhenFlushed) Sync();
    }

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count)
    {
        try { file.Write(buffer, offset, count); }
        // A file that may not grow any further is no IOException to .NET.
        catch (ArgumentOutOfRangeException reason) { throw new IOException($"{Path.GetFileName(path)} has come to the largest size that a file may have here", reason); }
    }

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => file.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
