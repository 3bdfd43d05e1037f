using KantanSim.Storage;

namespace KantanSim.Tests.Storage;

public sealed class PageFileTests
{
    static readonly byte[] Page = new byte[PageFile.PageBytes];

    [Fact]
    public void A_failed_write_of_the_log_throws_at_the_sync_and_not_at_the_write()
    {
        var log = new FailingDevice();
        using var file = PageFile.Create(log, isLog: true);
        file.Write(Page, 0, Page.Length);
        file.Sync();

        log.Fails = true;
        file.Write(Page, 0, Page.Length);
        log.Fails = false;
        file.Write(Page, 0, Page.Length);

        Assert.Equal("full", Assert.Throws<IOException>(file.ThrowIfFailed).Message);
        Assert.Throws<IOException>(file.Sync);
        file.CutToSynced();
        file.ThrowIfFailed();
        Assert.Equal(1, file.Pages);
    }

    [Fact]
    public void A_failed_write_of_the_data_file_throws()
    {
        var device = new FailingDevice();
        using var file = PageFile.Create(device);
        device.Fails = true;
        Assert.Throws<IOException>(() => file.Write(Page, 0, Page.Length));
    }

    /// <summary>A device in memory whose writes can fail.</summary>
    sealed class FailingDevice : PageDevice
    {
        readonly MemoryStream content = new();

        public bool Fails { get; set; }

        public override string Name => "a file";

        public override long Length => content.Length;

        public override int Read(Span<byte> bytes, long offset)
        {
            content.Position = offset;
            return content.Read(bytes);
        }

        public override void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            if (Fails) throw new IOException("full");
            content.Position = offset;
            content.Write(bytes);
        }

        public override void SetLength(long length) => content.SetLength(length);

        public override void Sync() { }

        public override void Dispose() => content.Dispose();
    }
}
