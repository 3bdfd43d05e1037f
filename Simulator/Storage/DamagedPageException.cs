namespace KantanSim.Storage;

/// <summary>A page is not as it was written. It is no <see cref="IOException"/>: LiteDB closes itself at one, and the other pages stay readable.</summary>
internal sealed class DamagedPageException(string file, long page) : Exception($"{file} is damaged at page {page}")
{
    public string File { get; } = file;

    public long Page { get; } = page;
}
