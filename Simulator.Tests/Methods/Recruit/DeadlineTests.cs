#pragma warning disable format // aligned tables
using KantanSim.Methods;
using KantanSim.Protocol;
using static KantanSim.Tests.Methods.Decisions;

namespace KantanSim.Tests.Methods.Recruit;

/// <summary>The deadlines of one-shot payments: the last tick at which an operation is allowed, and the first that refuses.</summary>
public sealed class DeadlineTests
{
    // Moves the other deadlines beyond the one that is tested.
    static readonly ProtocolOptions Long = new() { AuthorisationDays = 3_650, AfterSaleDays = 3_650, AnyOperationDays = 3_650 };

    [Theory]
    [InlineData(-1, "SALES")]
    [InlineData(0,  "M01060010")]
    public void Capture_is_refused_from_the_end_of_the_validity(long ticks, string outcome)
    {
        var validUntil = Begin.AddDays(60);
        var authorised = Transaction("Recruit", GatewayStatus.Authorised) with { ValidUntil = validUntil };
        Assert.Equal(outcome, Decide("RecruitSales", authorised, At(validUntil.AddTicks(ticks))).Outcome());
    }

    [Theory]
    [InlineData("RecruitSales",      0, "SALES")]
    [InlineData("RecruitSales",      1, "E11010017")]
    [InlineData("RecruitChange",     0, "AUTH")]
    [InlineData("RecruitChange",     1, "E11010017")]
    [InlineData("RecruitUpdateAuth", 0, "AUTH")]
    [InlineData("RecruitUpdateAuth", 1, "E11010017")]
    [InlineData("RecruitCancel",     0, "CANCEL")]
    [InlineData("RecruitCancel",     1, "E11010017")]
    public void Operation_is_refused_more_than_180_days_after_the_registration(string api, long ticks, string outcome)
    {
        var authorised = Transaction("Recruit", GatewayStatus.Authorised) with { ValidUntil = Begin.AddDays(1_000) };
        Assert.Equal(outcome, Decide(api, authorised, At(Begin.AddDays(180).AddTicks(ticks)), ("Amount", "900")).Outcome());
    }

    [Theory]
    [InlineData("RecruitChange", 0, "CAPTURE")]
    [InlineData("RecruitChange", 1, "M01233011")]
    [InlineData("RecruitCancel", 0, "CANCEL")]
    [InlineData("RecruitCancel", 1, "M01233011")]
    public void Cancel_or_change_is_refused_more_than_180_days_after_the_sale(string api, long ticks, string outcome)
    {
        var sold = Begin.AddDays(30);
        var captured = Transaction("Recruit", GatewayStatus.Captured) with { CapturedAt = sold };
        Assert.Equal(outcome, Decide(api, captured, At(sold.AddDays(180).AddTicks(ticks), new() { AnyOperationDays = 3_650 }),
            ("Amount", "900")).Outcome());
    }

    // The sale is in January in Japan, so the deadline is the end of February.
    [Theory]
    [InlineData("2026-01-01T00:00:00.0000000+09:00", -1, "CANCEL")]
    [InlineData("2026-01-01T00:00:00.0000000+09:00", 0,  "M01233011")]
    [InlineData("2026-01-31T23:59:59.9999999+09:00", -1, "CANCEL")]
    [InlineData("2026-01-31T23:59:59.9999999+09:00", 0,  "M01233011")]
    public void Cancel_is_refused_from_the_month_after_next_when_AfterSale_is_EndOfNextMonth(string sold, long ticks, string outcome)
    {
        var soldAt = DateTimeOffset.Parse(sold, System.Globalization.CultureInfo.InvariantCulture);
        var captured = Transaction("Recruit", GatewayStatus.Captured) with { CapturedAt = soldAt };
        var march = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(9));
        Assert.Equal(outcome, Decide("RecruitCancel", captured, At(march.AddTicks(ticks),
            Long with { AfterSale = AfterSaleMode.EndOfNextMonth })).Outcome());
    }

    [Theory]
    [InlineData(0, -1, "AUTH")]
    [InlineData(0, 0,  "M01237011")]
    [InlineData(5, -1, "AUTH")]
    [InlineData(5, 0,  "M01237011")]
    public void Extension_is_refused_from_its_closing_on(int closes, long ticks, string outcome)
    {
        var authorised = Transaction("Recruit", GatewayStatus.Authorised) with { ValidUntil = Begin.AddDays(60) };
        Assert.Equal(outcome, Decide("RecruitUpdateAuth", authorised, At(Begin.AddDays(60 - closes).AddTicks(ticks),
            new() { ExtensionClosesDays = closes })).Outcome());
    }

    // 60 days from the payment, limited to 180 days from the registration.
    [Theory]
    [InlineData(0,  0, 60,  0)]
    [InlineData(119, 0, 179, 0)]
    [InlineData(120, -1, 180, -1)]
    [InlineData(120, 0, 180, 0)]
    [InlineData(120, 1, 180, 0)]
    public void Authorisation_is_valid_for_60_days_and_until_the_180th_day_at_most(
        int days, long ticks, int endDays, long endTicks)
    {
        var at = At(Begin.AddDays(days).AddTicks(ticks));
        var end = Begin.AddDays(endDays).AddTicks(endTicks);
        var paid = Method("Recruit").Complete(
            Transaction("Recruit", GatewayStatus.InProcess), new WalletAnswer.Agreed("taro", new(1000), "visa", null), at);
        var extended = Decide("RecruitUpdateAuth", paid.Transaction with { ValidUntil = Begin.AddDays(1_000) }, at);
        Assert.All(
            [paid, extended],
            decision => Assert.Equal((end, end), (decision.Transaction.ValidUntil, Assert.Single(decision.JobsToSchedule).At)));
    }

    [Theory]
    [InlineData("09:00", "10:00", "08:59:59.9999999", "AUTH")]
    [InlineData("09:00", "10:00", "09:00:00",         "M01235010")]
    [InlineData("09:00", "10:00", "09:59:59.9999999", "M01235010")]
    [InlineData("09:00", "10:00", "10:00:00",         "AUTH")]
    [InlineData("22:00", "05:00", "21:59:59.9999999", "AUTH")]
    [InlineData("22:00", "05:00", "22:00:00",         "M01235010")]
    [InlineData("22:00", "05:00", "23:59:59.9999999", "M01235010")]
    [InlineData("22:00", "05:00", "00:00:00",         "M01235010")]
    [InlineData("22:00", "05:00", "04:59:59.9999999", "M01235010")]
    [InlineData("22:00", "05:00", "05:00:00",         "AUTH")]
    public void Change_is_refused_within_the_closed_time_range(
        string from, string to, string time, string outcome)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var now = new DateTimeOffset(new DateTime(2026, 1, 20) + TimeSpan.Parse(time, culture), TimeSpan.FromHours(9));
        var closed = new ProtocolOptions { ChangeClosed = new(TimeOnly.Parse(from, culture), TimeOnly.Parse(to, culture)) };
        Assert.Equal(outcome, Decide("RecruitChange", Transaction("Recruit", GatewayStatus.Authorised), At(now, closed),
            ("Amount", "900")).Outcome());
    }

    [Theory]
    [InlineData(false, "999",     "1",   "AUTH")]
    [InlineData(false, "1000",    "",    "AUTH")]
    [InlineData(false, "1000",    "1",   "M01234010")]
    [InlineData(false, "1001",    "",    "M01234010")]
    [InlineData(true,  "1001",    "",    "AUTH")]
    [InlineData(true,  "9999998", "1",   "AUTH")]
    [InlineData(true,  "9999999", "1",   "M01234010")]
    public void Change_is_refused_above_the_amount_or_with_ChangeUpward_above_the_largest_amount(
        bool upward, string amount, string tax, string outcome)
    {
        var authorised = Transaction("Recruit", GatewayStatus.Authorised);
        var at = At(Begin, new() { ChangeUpward = upward });
        Assert.Equal(outcome, Decide("RecruitChange", authorised, at, ("Amount", amount), ("Tax", tax)).Outcome());
    }

    // Each change is a notification and can be a scheduled job, whose numbers have 16 bits.
    [Theory]
    [InlineData(59_999, "AUTH")]
    [InlineData(60_000, "M01234010")]
    public void Change_is_refused_after_60000_changes(int changes, string outcome) =>
        Assert.Equal(outcome, Decide("RecruitChange", Transaction("Recruit", GatewayStatus.Authorised) with { AmountChanges = changes },
            At(Begin), ("Amount", "900")).Outcome());
}
