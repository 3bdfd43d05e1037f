using KantanSim.Methods;
using KantanSim.Protocol;
using static KantanSim.Tests.Methods.Decisions;

namespace KantanSim.Tests.Methods.Recruit;

/// <summary>The deadlines of one-shot payments: the last tick at which an operation is taken, and the first at which it is not.</summary>
public sealed class DeadlineTests
{
    // No other deadline is in the way of the one that is tested.
    static readonly ProtocolOptions Long = new() { AuthorisationDays = 3_650, AfterSaleDays = 3_650, AnyOperationDays = 3_650 };

    [Theory]
    [InlineData(-1, "SALES")]
    [InlineData(0,  "M01060010")]
    public void Capture_is_refused_from_the_end_of_the_validity_on(long ticks, string said)
    {
        var validUntil = Begin.AddDays(60);
        var authorised = Transaction("Recruit", GatewayStatus.Authorised) with { ValidUntil = validUntil };
        Assert.Equal(said, Decide("RecruitSales", authorised, At(validUntil.AddTicks(ticks))).Said());
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
    public void An_operation_is_refused_after_180_days_from_the_registration(string api, long ticks, string said)
    {
        var authorised = Transaction("Recruit", GatewayStatus.Authorised) with { ValidUntil = Begin.AddDays(1_000) };
        Assert.Equal(said, Decide(api, authorised, At(Begin.AddDays(180).AddTicks(ticks)), ("Amount", "900")).Said());
    }

    [Theory]
    [InlineData("RecruitChange", 0, "CAPTURE")]
    [InlineData("RecruitChange", 1, "M01233011")]
    [InlineData("RecruitCancel", 0, "CANCEL")]
    [InlineData("RecruitCancel", 1, "M01233011")]
    public void A_cancel_or_change_is_refused_after_180_days_from_the_sale(string api, long ticks, string said)
    {
        var sold = Begin.AddDays(30);
        var captured = Transaction("Recruit", GatewayStatus.Captured) with { CapturedAt = sold };
        Assert.Equal(said, Decide(api, captured, At(sold.AddDays(180).AddTicks(ticks), new() { AnyOperationDays = 3_650 }),
            ("Amount", "900")).Said());
    }

    // Sold in January in Japan: February is the last month.
    [Theory]
    [InlineData("2026-01-01T00:00:00.0000000+09:00", -1, "CANCEL")]
    [InlineData("2026-01-01T00:00:00.0000000+09:00", 0,  "M01233011")]
    [InlineData("2026-01-31T23:59:59.9999999+09:00", -1, "CANCEL")]
    [InlineData("2026-01-31T23:59:59.9999999+09:00", 0,  "M01233011")]
    public void A_cancel_is_refused_from_the_beginning_of_the_month_after_next_on_when_so_chosen(string sold, long ticks, string said)
    {
        var soldAt = DateTimeOffset.Parse(sold, System.Globalization.CultureInfo.InvariantCulture);
        var captured = Transaction("Recruit", GatewayStatus.Captured) with { CapturedAt = soldAt };
        var march = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(9));
        Assert.Equal(said, Decide("RecruitCancel", captured, At(march.AddTicks(ticks),
            Long with { AfterSale = AfterSaleMode.EndOfNextMonth })).Said());
    }

    [Theory]
    [InlineData(0, -1, "AUTH")]
    [InlineData(0, 0,  "M01237011")]
    [InlineData(5, -1, "AUTH")]
    [InlineData(5, 0,  "M01237011")]
    public void An_extension_is_refused_from_its_last_day_on(int closes, long ticks, string said)
    {
        var authorised = Transaction("Recruit", GatewayStatus.Authorised) with { ValidUntil = Begin.AddDays(60) };
        Assert.Equal(said, Decide("RecruitUpdateAuth", authorised, At(Begin.AddDays(60 - closes).AddTicks(ticks),
            new() { ExtensionClosesDays = closes })).Said());
    }

    // 60 days from the payment, and no more than 180 from the registration.
    [Theory]
    [InlineData(0,  0, 60,  0)]
    [InlineData(119, 0, 179, 0)]
    [InlineData(120, -1, 180, -1)]
    [InlineData(120, 0, 180, 0)]
    [InlineData(120, 1, 180, 0)]
    public void An_authorisation_is_valid_for_60_days_and_at_most_to_the_180th_day_of_the_payment(
        int days, long ticks, int endDays, long endTicks)
    {
        var at = At(Begin.AddDays(days).AddTicks(ticks));
        var end = Begin.AddDays(endDays).AddTicks(endTicks);
        var paid = Method("Recruit").Complete(
            Transaction("Recruit", GatewayStatus.InProcess), new WalletAnswer.Agreed("taro", new(1000), "visa", null), at);
        var extended = Decide("RecruitUpdateAuth", paid.Transaction with { ValidUntil = Begin.AddDays(1_000) }, at);
        Assert.All(
            [paid, extended], decision => Assert.Equal((end, end), (decision.Transaction.ValidUntil, Assert.Single(decision.JobsToSchedule).At)));
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
    public void A_change_is_refused_from_the_beginning_of_the_closed_time_until_before_its_end(
        string from, string to, string time, string said)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var now = new DateTimeOffset(new DateTime(2026, 1, 20) + TimeSpan.Parse(time, culture), TimeSpan.FromHours(9));
        var closed = new ProtocolOptions { ChangeClosed = new(TimeOnly.Parse(from, culture), TimeOnly.Parse(to, culture)) };
        Assert.Equal(said, Decide("RecruitChange", Transaction("Recruit", GatewayStatus.Authorised), At(now, closed),
            ("Amount", "900")).Said());
    }

    [Theory]
    [InlineData(false, "999",     "1",   "AUTH")]
    [InlineData(false, "1000",    "",    "AUTH")]
    [InlineData(false, "1000",    "1",   "M01234010")]
    [InlineData(false, "1001",    "",    "M01234010")]
    [InlineData(true,  "1001",    "",    "AUTH")]
    [InlineData(true,  "9999998", "1",   "AUTH")]
    [InlineData(true,  "9999999", "1",   "M01234010")]
    public void A_change_is_refused_above_the_amount_or_when_raising_is_chosen_above_the_largest_amount(
        bool upward, string amount, string tax, string said)
    {
        var (authorised, at) = (Transaction("Recruit", GatewayStatus.Authorised), At(Begin, new() { ChangeUpward = upward }));
        Assert.Equal(said, Decide("RecruitChange", authorised, at, ("Amount", amount), ("Tax", tax)).Said());
    }

    // Each is a notification and may be a line of the agenda, which have 16 bits for their number.
    [Theory]
    [InlineData(59_999, "AUTH")]
    [InlineData(60_000, "M01234010")]
    public void A_payment_takes_60000_changes(int changes, string said) =>
        Assert.Equal(said, Decide("RecruitChange", Transaction("Recruit", GatewayStatus.Authorised) with { AmountChanges = changes },
            At(Begin), ("Amount", "900")).Said());
}
