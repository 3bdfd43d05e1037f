using System.Globalization;
using KantanSim.Protocol;

namespace KantanSim.Tests.Protocol;

/// <summary>The choices that are numbers, days or times: both ends of what is allowed, and what lies beyond.</summary>
public sealed class ChoiceRangeTests
{
    public static TheoryData<string, int, int> Ranges => new()
    {
        { "PaymentTermSeconds",     120, 86_400 },
        { "WalletMinutes",          1,   1_440 },
        { "AuthorisationDays",      1,   3_650 },
        { "ExtensionClosesDays",    0,   3_650 },
        { "AfterSaleDays",          0,   3_650 },
        { "AnyOperationDays",       1,   3_650 },
        { "ChargeCancelDays",       0,   3_650 },
        { "ForcedEndAfterFailures", 0,   120 },
        { "PointsUnit",             1,   10_000 },
        { "ItemNameBytes",          1,   4_096 },
        { "ReturnUrlLength",        1,   8_192 },
        { "LargestAmount",          1,   999_999_999 },
        { "ConcurrentCalls",        0,   10_000 },
        { "ConcurrentCallsPerShop", 0,   10_000 },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void A_number_is_taken_from_the_first_to_the_last(string name, int from, int to)
    {
        Assert.All([from, to], number => Assert.Equal($"{number}", Written(name, $"{number}")));
        Assert.All([from - 1, to + 1], number => Assert.Null(Written(name, number.ToString(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Every_choice_that_is_a_number_is_among_them() => Assert.Equal(
        ProtocolOptionCatalog.All.Where(choice => choice.Allowed.StartsWith("a whole number from",
            StringComparison.Ordinal)).Select(choice => choice.Name).Order(StringComparer.Ordinal),
        Ranges.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("StartErrorHttpStatus", "199", false)]
    [InlineData("StartErrorHttpStatus", "200", true)]
    [InlineData("StartErrorHttpStatus", "201", false)]
    [InlineData("StartErrorHttpStatus", "399", false)]
    [InlineData("StartErrorHttpStatus", "400", true)]
    [InlineData("StartErrorHttpStatus", "599", true)]
    [InlineData("StartErrorHttpStatus", "600", false)]
    [InlineData("ChargeDays",           "0",   false)]
    [InlineData("ChargeDays",           "1",   true)]
    [InlineData("ChargeDays",           "31",  true)]
    [InlineData("ChargeDays",           "32",  false)]
    [InlineData("ClosingDays",          "0",   false)]
    [InlineData("ClosingDays",          "1",   true)]
    [InlineData("ClosingDays",          "31",  true)]
    [InlineData("ClosingDays",          "32",  false)]
    [InlineData("ChangeClosed", "00:00-23:59", true)]
    [InlineData("ChangeClosed", "23:59-00:00", true)]
    [InlineData("ChangeClosed", "00:00-24:00", false)]
    [InlineData("ChangeClosed", "00:00-23:60", false)]
    [InlineData("ChangeClosed", "12:00-12:00", false)]
    [InlineData("ChangeClosed", "12:00-12:01", true)]
    public void Another_choice_is_taken_or_not(string name, string value, bool taken) =>
        Assert.Equal(taken ? value : null, Written(name, value));

    /// <summary>How a choice reads when it was made; null when it cannot be made.</summary>
    static string? Written(string name, string value) =>
        ProtocolOptionCatalog.Find(name)!.TryApply(new(), value) is { } made ? ProtocolOptionCatalog.Find(name)!.Format(made) : null;
}
