using KantanSim.Traffic;

namespace KantanSim.Admin.Pages;

/// <summary>
/// One page of the list of calls. It begins below a call's number and not at an index, so that new calls do not move what is read.
/// </summary>
/// <param name="Start">The index in the whole list of the first item, counted from 0.</param>
/// <param name="Newer">The number below which the page before begins; null for the newest page.</param>
/// <param name="Older">The number below which the next page begins; null at the end.</param>
internal sealed record CallPage(IReadOnlyList<Exchange> Items, int Start, int Total, long? Newer, long? Older)
{
    public const int Size = 50;

    /// <param name="all">Newest first.</param>
    /// <param name="below">The number below which the page begins; null for the newest page.</param>
    /// <param name="opened">The number of a call that the page has to have when <paramref name="below"/> is null; null for any.</param>
    public static CallPage Of(List<Exchange> all, long? below, long? opened)
    {
        var start = below is null ? StartWith(all, opened) : all.FindIndex(call => call.Number < below);
        if (start < 0) start = all.Count;
        var items = all.GetRange(start, Math.Min(Size, all.Count - start));
        return new(items, start, all.Count, NewerThan(all, start), start + items.Count < all.Count ? items[^1].Number : null);
    }

    static int StartWith(List<Exchange> all, long? opened)
    {
        var at = all.FindIndex(call => call.Number == opened);
        return at < 0 ? 0 : at / Size * Size;
    }

    static long? NewerThan(List<Exchange> all, int start) => start > Size ? all[start - Size - 1].Number : null;
}
