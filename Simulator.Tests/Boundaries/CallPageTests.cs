#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Admin.Pages;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Tests.Boundaries;

/// <summary>The pages of the list of calls: 50 each, below a number.</summary>
public sealed class CallPageTests
{
    [Theory]
    //          calls  below  opened  first  last   newer   older
    [InlineData(0,     null,  null,   0,     0,     null,   null)]
    [InlineData(50,    null,  null,   50,    1,     null,   null)]
    [InlineData(51,    null,  null,   51,    2,     null,   2L)]
    [InlineData(51,    2L,    null,   1,     1,     null,   null)]
    [InlineData(101,   2L,    null,   1,     1,     52L,    null)]
    [InlineData(101,   52L,   null,   51,    2,     null,   2L)]
    [InlineData(101,   1L,    null,   0,     0,     51L,    null)]
    [InlineData(101,   null,  52L,    101,   52,    null,   52L)]
    [InlineData(101,   null,  51L,    51,    2,     null,   2L)]
    [InlineData(101,   null,  500L,   101,   52,    null,   52L)]
    public void Page_has_50_calls_and_the_numbers_at_which_its_neighbours_begin(
        int count, long? below, long? opened, int first, int last, long? newer, long? older)
    {
        var all = Enumerable.Range(1, count).Reverse().Select(Call).ToList();
        var page = CallPage.Of(all, below, opened);
        long[] ends = page.Items.Count == 0 ? [0, 0] : [page.Items[0].Number, page.Items[^1].Number];
        Assert.Equal((first, last, newer, older, count), (ends[0], ends[1], page.Newer, page.Older, page.Total));
    }

    static Exchange Call(int number) => new()
    {
        Kind = ObservedKind.Call,
        At = DateTimeOffset.UnixEpoch,
        Api = number.ToString(CultureInfo.InvariantCulture),
        Number = number,
    };
}
