using KantanSim.DemoShop;
using Order = KantanSim.DemoShop.Order;

namespace KantanSim.Tests.DemoShop;

/// <summary>State changes of an order by the gateway's answers, in any order.</summary>
public sealed class OrderMovesTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    static readonly Order Open = new()
    {
        OrderId = "DEMO-1", Number = 1, ProductId = "pot", ItemName = "Pot", Amount = 2400, Tax = 240, JobCd = "AUTH",
        CreatedAt = Now, ChangedAt = Now, State = OrderState.Paying, AccessId = "a1", StartUrl = "https://gateway/start",
    };

    [Theory]
    [InlineData("AUTH", 2400, 240, "Paid")]
    [InlineData("AUTH", 2400, 0, "Paying")]
    [InlineData("AUTH", 1, 240, "Paying")]
    [InlineData("PAYFAIL", 2400, 240, "Failed")]
    [InlineData("SOMETHINGNEW", 2400, 240, "Paying")]
    public void An_order_is_paid_when_the_gateway_confirms_its_amount(string status, int amount, int tax, string expected) =>
        Assert.Equal(expected, $"{Open.ApplyInquiry(Says(status, amount, tax), 0, Now).State}");

    [Fact]
    public void A_different_amount_is_at_odds_unless_it_was_requested()
    {
        Assert.True(Open.ApplyInquiry(Says("AUTH", 2000, 200), 0, Now).IsAtOdds);
        var changed = (Open with { NewAmount = 2000 }).ApplyInquiry(Says("AUTH", 2000, 200), 0, Now);
        Assert.Equal((OrderState.Paid, 2200, null, false), (changed.State, changed.Total, changed.NewAmount, changed.IsAtOdds));
    }

    [Theory]
    [InlineData("SALES", "AUTH", "Captured")]
    [InlineData("AUTH", "REQSUCCESS", "Paid")]
    [InlineData("EXPIRED", "AUTH", "Paid")]
    public void An_order_never_returns_to_an_earlier_state(string first, string then, string expected) =>
        Assert.Equal(expected, $"{Open.ApplyInquiry(Says(first), 0, Now).ApplyInquiry(Says(then), 0, Now).State}");

    [Fact]
    public void A_notification_during_an_inquiry_causes_another_inquiry()
    {
        var told = Open.WithReport(ReportSource.Notification, "REQSUCCESS", "", Now);
        var toldMore = told.WithReport(ReportSource.Notification, "AUTH", "", Now);
        var after = toldMore.ApplyInquiry(Says("AUTHPROCESS"), told.Heard, Now);
        Assert.Equal(Now, after.AskAt);
        Assert.Equal(["AUTHPROCESS", ""], after.Told.Select(one => one.Confirmed));
    }

    // An earlier notification may be confirmed only after the payment, by the status of that moment.
    [Theory]
    [InlineData("AUTHPROCESS", true)]
    [InlineData("AUTH", false)]
    public void Paid_order_expects_news_until_the_notification_of_the_payment_has_come(string notified, bool expected) =>
        Assert.Equal(expected, Open.WithReport(ReportSource.Notification, notified, "", Now).ApplyInquiry(Says("AUTH"), 1, Now).IsAwaited);

    [Fact]
    public void An_open_order_is_inquired_again_and_a_final_one_is_not()
    {
        Assert.Equal(Now + Order.PaymentLook, Open.ApplyInquiry(Says("AUTHPROCESS"), 0, Now).AskAt);
        Assert.Equal(Now + Order.LookAfterTrouble, Open.ApplyInquiry(GatewayAnswer.Unusable("silence"), 0, Now).AskAt);
        Assert.Null(Open.ApplyInquiry(Says("AUTH"), 0, Now).AskAt);
        Assert.Null(Open.ApplyInquiry(Says("AUTHPROCESS", accessId: "another"), 0, Now).AskAt);
    }

    static GatewayAnswer Says(string status, int amount = 2400, int tax = 240, string accessId = "a1") => GatewayAnswer.Read(
        System.Text.Encoding.ASCII.GetBytes($"Status={status}&AccessID={accessId}&AccessPass=p&Amount={amount}&Tax={tax}"), "Status");
}
