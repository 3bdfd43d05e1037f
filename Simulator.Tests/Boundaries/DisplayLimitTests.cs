#pragma warning disable format // aligned tables
using System.Globalization;
using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Operations;
using KantanSim.Tests.Infrastructure;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Tests.Boundaries;

/// <summary>Limits of what is kept in memory and shown: the last value within each limit, and the first beyond it.</summary>
public sealed class DisplayLimitTests
{
    [Fact]
    public async Task The_last_500_exchanges_are_kept()
    {
        await using var simulated = await SimulatorFixture.Start();
        var log = simulated.GetService<ExchangeLog>();
        for (var number = 1; number <= 500; number++) log.Add(Call(number));
        Assert.Equal(["500", "1"], NewestAndOldest(log));
        log.Add(Call(501));
        Assert.Equal(["501", "2"], NewestAndOldest(log));
        Assert.Equal(500, log.Newest().Count);

        static IEnumerable<string> NewestAndOldest(ExchangeLog log) => [log.Newest()[0].Api, log.Newest()[^1].Api];
    }

    [Theory]
    [InlineData(4_096, "")]
    [InlineData(4_097, " … 1 more bytes")]
    public void The_first_4096_bytes_of_a_body_are_shown_and_the_rest_is_counted(int length, string more) =>
        Assert.Equal(new string('x', 4_096) + more, BodyFormatter.Escape(Encoding.ASCII.GetBytes(new string('x', length))));

    [Theory]
    [InlineData(0x1F, "\\x1F")]
    [InlineData(0x20, " ")]
    [InlineData(0x7E, "~")]
    [InlineData(0x7F, "\\x7F")]
    [InlineData(0x80, "\\x80")]
    public void A_byte_is_escaped_unless_it_is_printable_ASCII(byte one, string shown) => Assert.Equal(shown, BodyFormatter.Escape([one]));

    [Fact]
    public void The_last_connectivity_tests_of_1000_shops_are_kept_and_one_more_removes_all_others()
    {
        var tests = new LastConnectivityTests();
        for (var number = 1; number <= 1_000; number++) tests.Keep($"shop{number}", Attempt);
        Assert.NotNull(tests.Of("shop1"));
        // A repeated test of a shop replaces the last one.
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
    public void A_result_page_starts_within_the_list(string from, string shown, string previous, string next)
    {
        var model = ResultPage.Of([1, 2, 3, 4, 5], from, 2).Model();
        Assert.Equal(
            (shown, previous, next),
            ($"{model["first"]} to {model["last"]} of {model["total"]}", model["previous"], model["next"]));
    }

    static NotificationAttempt Attempt { get; } = new(DateTimeOffset.UnixEpoch, 0, "", AttemptResult.Received, 200, "0", "received");

    static Exchange Call(int number) => new()
    {
        Kind = ObservedKind.Call,
        At = DateTimeOffset.UnixEpoch,
        Api = number.ToString(CultureInfo.InvariantCulture),
    };
}
