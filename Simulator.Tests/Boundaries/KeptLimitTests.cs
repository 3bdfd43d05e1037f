using System.Globalization;
using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Operations;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Tests.Boundaries;

/// <summary>What is kept in memory only, and shown: the last that has a place, and the first that has none.</summary>
public sealed class KeptLimitTests
{
    [Fact]
    public void Of_the_calls_the_last_500_are_kept()
    {
        var ring = new ExchangeLog();
        for (var number = 1; number <= 500; number++) ring.Add(Call(number));
        Assert.Equal(["500", "1"], Ends(ring));
        ring.Add(Call(501));
        Assert.Equal(["501", "2"], Ends(ring));
        Assert.Equal(500, ring.Newest().Count);

        static IEnumerable<string> Ends(ExchangeLog ring) => [ring.Newest()[0].Api, ring.Newest()[^1].Api];
    }

    [Theory]
    [InlineData(4_096, "")]
    [InlineData(4_097, " … 1 more bytes")]
    public void Of_a_body_4096_bytes_are_shown_and_the_others_counted(int length, string more) =>
        Assert.Equal(new string('x', 4_096) + more, BodyFormatter.Escape(Encoding.ASCII.GetBytes(new string('x', length))));

    [Theory]
    [InlineData(0x1F, "\\x1F")]
    [InlineData(0x20, " ")]
    [InlineData(0x7E, "~")]
    [InlineData(0x7F, "\\x7F")]
    [InlineData(0x80, "\\x80")]
    public void What_is_printable_ASCII_is_shown_as_itself(byte one, string shown) => Assert.Equal(shown, BodyFormatter.Escape([one]));

    [Fact]
    public void The_last_tests_of_1000_shops_are_kept_and_one_more_makes_all_start_anew()
    {
        var tests = new LastConnectivityTests();
        for (var number = 1; number <= 1_000; number++) tests.Keep($"shop{number}", Attempt);
        Assert.NotNull(tests.Of("shop1"));
        // A shop that is tested again takes no further place.
        tests.Keep("shop1000", Attempt);
        Assert.NotNull(tests.Of("shop1"));
        tests.Keep("shop1001", Attempt);
        Assert.Equal((null, Attempt), (tests.Of("shop1"), tests.Of("shop1001")));
    }

    [Theory]
    [InlineData("0",  "1 to 2 of 5", "",  "2")]
    [InlineData("2",  "3 to 4 of 5", "0", "4")]
    [InlineData("3",  "4 to 5 of 5", "1", "")]
    [InlineData("4",  "5 to 5 of 5", "2", "")]
    [InlineData("5",  "1 to 2 of 5", "",  "2")]
    [InlineData("-1", "1 to 2 of 5", "",  "2")]
    public void A_list_s_part_begins_within_the_list(string from, string shown, string previous, string next)
    {
        var model = ResultPage.Of([1, 2, 3, 4, 5], from, 2).Model();
        Assert.Equal((shown, previous, next), ($"{model["first"]} to {model["last"]} of {model["total"]}", model["previous"], model["next"]));
    }

    static NotificationAttempt Attempt { get; } = new(DateTimeOffset.UnixEpoch, 0, "", AttemptResult.Received, 200, "0", "received");

    static Exchange Call(int number) => new(DateTimeOffset.UnixEpoch, 0, number.ToString(CultureInfo.InvariantCulture), "POST", 200, null, null, new Dictionary<string, string>(), [], RedactedBody.Empty, null);
}
