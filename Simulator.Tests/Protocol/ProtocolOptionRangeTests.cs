#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Protocol;

namespace KantanSim.Tests.Protocol;

/// <summary>The options that are numbers, days or times: the first and last allowed values, and those beyond.</summary>
public sealed class ProtocolOptionRangeTests
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
    public void Number_is_allowed_within_its_range_only(string name, int from, int to)
    {
        Assert.All([from, to], number => Assert.Equal($"{number}", RoundTrip(name, $"{number}")));
        Assert.All([from - 1, to + 1], number => Assert.Null(RoundTrip(name, number.ToString(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Every_number_has_a_range_here() => Assert.Equal(
        ProtocolOptionCatalog.All
            .Where(option => option.Allowed.StartsWith("a whole number from", StringComparison.Ordinal))
            .Select(option => option.Name)
            .Order(StringComparer.Ordinal),
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
    public void Day_time_or_HTTP_status_is_allowed_within_its_range_only(string name, string value, bool allowed) =>
        Assert.Equal(allowed ? value : null, RoundTrip(name, value));

    /// <summary>The text of an option after it was set; null when the value is not allowed.</summary>
    static string? RoundTrip(string name, string value)
    {
        var option = ProtocolOptionCatalog.Find(name)!;
        return option.TryApply(new(), value) is { } options ? option.Format(options) : null;
    }
}
