#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Tests.Methods.Decisions;

namespace KantanSim.Tests.Methods.RecruitContinuance;

/// <summary>The deadlines and limits of contracts: the last value that is allowed, and the first that is refused.</summary>
public sealed class ChargeDeadlineTests
{
    [Theory]
    [InlineData(30, 0, "REGISTER")]
    [InlineData(30, 1, "M01255011")]
    [InlineData(0,  0, "REGISTER")]
    [InlineData(0,  1, "M01255011")]
    public void Cancel_of_a_charge_is_refused_after_ChargeCancelDays(int days, long ticks, string outcome)
    {
        var fixedAt = Begin.AddHours(1);
        var contract = WithCharges("SALES");
        contract = contract with { Contract = contract.Contract!.With(contract.Contract.Charges[0] with { FixedAt = fixedAt }) };
        var at = At(fixedAt.AddDays(days).AddTicks(ticks), new() { ChargeCancelDays = days });
        Assert.Equal(outcome, Decide("RecruitContinuanceChargeCancel", contract, at, ("ContinuanceMonth", "202601")).Outcome());
    }

    [Fact]
    public void Charge_can_be_cancelled_for_30_days_by_default() => Assert.Equal(30, new ProtocolOptions().ChargeCancelDays);

    [Theory]
    [InlineData("202512", "M01254002")]
    [InlineData("202601", "REGISTER")]
    [InlineData("202602", "REGISTER")]
    [InlineData("202603", "M01254002")]
    public void Cancel_of_a_charge_is_refused_for_a_month_without_one(string month, string outcome) =>
        Assert.Equal(outcome, Decide("RecruitContinuanceChargeCancel", WithCharges("SALES", "AUTH"), At(Begin),
            ("ContinuanceMonth", month)).Outcome());

    [Theory]
    [InlineData(true,  "9999998", "1", "REGISTER")]
    [InlineData(true,  "9999999", "1", "M01257010")]
    [InlineData(false, "999",     "1", "REGISTER")]
    [InlineData(false, "1000",    "1", "M01257010")]
    public void Change_is_refused_above_the_largest_amount_or_without_ContractChangeUpward_above_the_amount(
        bool upward, string amount, string tax, string outcome) =>
        Assert.Equal(outcome, Decide("RecruitContinuanceChange", WithCharges(), At(Begin, new() { ContractChangeUpward = upward }),
            ("Amount", amount), ("Tax", tax)).Outcome());

    [Theory]
    [InlineData(59_999, "REGISTER")]
    [InlineData(60_000, "M01257010")]
    public void Change_is_refused_from_60000_notifications_on(int notifications, string outcome) =>
        Assert.Equal(outcome, Decide("RecruitContinuanceChange", WithCharges() with { Notifications = notifications }, At(Begin),
            ("Amount", "900")).Outcome());

    [Theory]
    [InlineData(0, "PAYFAIL PAYFAIL AUTH", "REGISTER")]
    [InlineData(1, "AUTH",                 "CANCEL")]
    [InlineData(2, "AUTH",                 "REGISTER")]
    [InlineData(2, "PAYFAIL AUTH",         "CANCEL")]
    [InlineData(3, "PAYFAIL AUTH",         "REGISTER")]
    [InlineData(3, "PAYFAIL PAYFAIL AUTH", "CANCEL")]
    [InlineData(2, "PAYFAIL SALES AUTH",   "REGISTER")]
    public void Contract_ends_after_ForcedEndAfterFailures_consecutive_failures(int failures, string charges, string status)
    {
        var contract = WithCharges(charges.Split(' '));
        var at = At(Begin, new() { ForcedEndAfterFailures = failures });
        var failed = Method("RecruitContinuance").Charge(contract, contract.Contract!.Charges.Length, GatewayErrors.ChargeFailed, at);
        Assert.Equal(status, failed.Outcome());
    }

    [Theory]
    [InlineData("2026-01-31T14:59:59.9999999Z", 202601)]
    [InlineData("2026-01-31T15:00:00Z",         202602)]
    [InlineData("2026-12-31T14:59:59.9999999Z", 202612)]
    [InlineData("2026-12-31T15:00:00Z",         202701)]
    public void Month_ends_at_midnight_in_Japan(string instant, int month) =>
        Assert.Equal(month, ChargeMonth.Of(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(202602, 28, "2026-02-28")]
    [InlineData(202602, 29, "2026-02-28")]
    [InlineData(202602, 31, "2026-02-28")]
    [InlineData(202802, 29, "2028-02-29")]
    [InlineData(202802, 30, "2028-02-29")]
    [InlineData(202604, 30, "2026-04-30")]
    [InlineData(202604, 31, "2026-04-30")]
    [InlineData(202601, 31, "2026-01-31")]
    [InlineData(202601, 1,  "2026-01-01")]
    public void Charge_day_after_the_end_of_the_month_is_its_last_day(int month, int day, string charged) =>
        Assert.Equal($"{charged}T00:00:00+09:00",
            $"{ChargeMonth.DayOf(month, day).ToOffset(TimeSpan.FromHours(9)):yyyy-MM-dd'T'HH:mm:sszzz}");

    static Transaction WithCharges(params string[] statuses)
    {
        var registered = Transaction("RecruitContinuance", GatewayStatus.Registered);
        var charges = statuses.Select((status, at) => new Charge
        {
            Index = at + 1, Month = 202601 + at, Status = new(status), Amount = 1000, Tax = 0, CreatedAt = Begin,
        });
        return registered with { Contract = registered.Contract! with { Charges = [.. charges] } };
    }
}
