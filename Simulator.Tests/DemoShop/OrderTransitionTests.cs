using KantanSim.DemoShop;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop;

/// <summary>How an order changes by reports and by the gateway's answers, in any order.</summary>
public sealed class OrderTransitionTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    static readonly Order Open = new()
    {
        OrderId = "DEMO-1",
        Number = 1,
        ProductId = "pot",
        ItemName = "Pot",
        Amount = 2400,
        Tax = 240,
        JobCd = "AUTH",
        CreatedAt = Now,
        ChangedAt = Now,
        State = OrderState.Paying,
        AccessId = "a1",
        StartUrl = "https://gateway/start",
    };

    [Theory]
    [InlineData("AUTH", 2400, 240, "Paid")]
    [InlineData("AUTH", 2400, 0, "Paying")]
    [InlineData("AUTH", 1, 240, "Paying")]
    [InlineData("PAYFAIL", 2400, 240, "Failed")]
    [InlineData("SOMETHINGNEW", 2400, 240, "Paying")]
    public void An_order_is_paid_when_the_gateway_confirms_its_amount(string status, int amount, int tax, string expected) =>
        Assert.Equal(expected, $"{Open.ApplyInquiry(Answer(status, amount, tax), 0, Now).State}");

    [Fact]
    public void A_different_amount_is_a_mismatch() => Assert.True(Open.ApplyInquiry(Answer("AUTH", 2000, 200), 0, Now).HasAmountMismatch);

    [Fact]
    public void A_requested_amount_becomes_the_price_when_the_gateway_has_it()
    {
        var changed = (Open with { NewAmount = 2000 }).ApplyInquiry(Answer("AUTH", 2000, 200), 0, Now);
        Assert.Equal((OrderState.Paid, 2200, null, false), (changed.State, changed.Total, changed.NewAmount, changed.HasAmountMismatch));
    }

    [Theory]
    [InlineData("SALES", "AUTH", "Captured")]
    [InlineData("AUTH", "REQSUCCESS", "Paid")]
    [InlineData("EXPIRED", "AUTH", "Paid")]
    public void An_order_never_returns_to_an_earlier_state(string first, string then, string expected) =>
        Assert.Equal(expected, $"{Open.ApplyInquiry(Answer(first), 0, Now).ApplyInquiry(Answer(then), 0, Now).State}");

    [Fact]
    public void A_notification_during_an_inquiry_causes_another_inquiry()
    {
        var first = Open.WithReport(ReportSource.Notification, "REQSUCCESS", "", Now);
        var second = first.WithReport(ReportSource.Notification, "AUTH", "", Now);
        var after = second.ApplyInquiry(Answer("AUTHPROCESS"), first.ReportCount, Now);
        Assert.Equal(Now, after.NextInquiryAt);
        Assert.Equal(["AUTHPROCESS", ""], after.Reports.Select(report => report.Confirmed));
    }

    // A notification from before the payment may be confirmed only after it, by the status of that time.
    [Theory]
    [InlineData("AUTHPROCESS", true)]
    [InlineData("AUTH", false)]
    public void A_paid_order_awaits_the_notification_of_its_payment(string notified, bool expected)
    {
        var order = Open.WithReport(ReportSource.Notification, notified, "", Now).ApplyInquiry(Answer("AUTH"), 1, Now);
        Assert.Equal(expected, order.IsAwaited);
    }

    [Fact]
    public void An_open_order_is_inquired_again_and_a_final_one_is_not()
    {
        Assert.Equal(Now + Order.PaymentInquiryInterval, Open.ApplyInquiry(Answer("AUTHPROCESS"), 0, Now).NextInquiryAt);
        Assert.Equal(Now + Order.InquiryRetryDelay, Open.ApplyInquiry(GatewayAnswer.Unusable("no answer"), 0, Now).NextInquiryAt);
        Assert.Equal(Now + Order.KeepsAuthorisation, Open.ApplyInquiry(Answer("AUTH"), 0, Now).NextInquiryAt);
        Assert.Null(Open.ApplyInquiry(Answer("SALES"), 0, Now).NextInquiryAt);
    }

    // A search that finds nothing once is no proof. After a day it is: the gateway was reset.
    [Theory]
    [InlineData(0, true)]
    [InlineData(24, false)]
    public void A_payment_that_is_not_found_is_inquired_again_for_a_day(int hours, bool expected)
    {
        var order = Open.ApplyInquiry(Answer("AUTHPROCESS", accessId: "another"), 0, Now.AddHours(hours));
        Assert.Equal(expected, order.NextInquiryAt is not null);
    }

    // The time of the payment is the gateway's: the shop may have been away.
    [Theory]
    [InlineData("20260115090000", 49, false)]
    [InlineData("20260115090000", 50, true)]
    [InlineData("", 50, false)]
    public void An_authorisation_is_released_50_days_after_the_payment(string processed, int days, bool released)
    {
        var late = Now.AddDays(2);
        var paid = Open.ApplyInquiry(Answer("AUTH", processed: processed), 0, late);
        var later = paid.ApplyInquiry(Answer("AUTH", processed: processed), 0, Now.AddDays(days));
        Assert.Equal(released, later.CancelRequestedAt is not null);
    }

    [Fact]
    public void A_cancel_that_is_refused_for_good_is_left_to_a_person()
    {
        var paid = Open.ApplyInquiry(Answer("AUTH"), 0, Now).WithCancelRequest(Now);
        var refused = paid with { Failure = new("RecruitCancel", ["RC1000110"], "") };
        var after = refused.AfterCancelCall(Now);
        Assert.Equal((null, null), (after.CancelRequestedAt, after.NextInquiryAt));
        Assert.Null(after.ApplyInquiry(Answer("AUTH"), 0, Now.AddDays(55)).CancelRequestedAt);
        var unknown = paid with { Failure = new("RecruitCancel", [], "no answer") };
        var later = unknown.AfterCancelCall(Now);
        Assert.Equal((Now, Now + Order.InquiryRetryDelay), (later.CancelRequestedAt, later.NextInquiryAt));
    }

    static GatewayAnswer Answer(
        string status, int amount = 2400, int tax = 240, string accessId = "a1", string processed = "")
    {
        var body = $"Status={status}&AccessID={accessId}&AccessPass=p&Amount={amount}&Tax={tax}&ProcessDate={processed}";
        return GatewayAnswer.Read(System.Text.Encoding.ASCII.GetBytes(body), "Status");
    }
}
