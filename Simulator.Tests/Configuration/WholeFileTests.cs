using KantanSim.Configuration;

namespace KantanSim.Tests.Configuration;

/// <summary>Writing a new file as a whole or not at all.</summary>
public sealed class WholeFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kantansim-").FullName;

    string Target => Path.Combine(folder, "one.yaml");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void File_is_written_alone()
    {
        Assert.True(WholeFile.Create(Target, "é"));
        Assert.Equal([0xC3, 0xA9], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public void Failed_write_leaves_nothing()
    {
        Assert.Throws<IOException>(() => WholeFile.Create(Target, file =>
        {
            file.WriteByte(1);
            throw new IOException("full");
        }));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void File_that_appears_meanwhile_is_not_replaced()
    {
        Assert.False(WholeFile.Create(Target, _ => File.WriteAllText(Target, "other")));
        Assert.Equal("other", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }
}
