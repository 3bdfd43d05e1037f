namespace KantanSim.Storage;

/// <summary>
/// The checksum of a page is wrong. It is not an <see cref="IOException"/>, because LiteDB closes its engine at one, and the intact pages
/// would not be readable any more.
/// </summary>
internal sealed class DamagedPageException(string file, long page) : Exception($"{file} is damaged at page {page}")
{
    public string File { get; } = file;

    public long Page { get; } = page;
}
