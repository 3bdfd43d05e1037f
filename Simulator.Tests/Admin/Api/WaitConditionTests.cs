#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Admin.Api;
using KantanSim.Operations;
using KantanSim.Startup;
using KantanSim.Tests.Gateway;
using KantanSim.Transactions;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Limits of the conditions and of the timeout of <c>/wait</c>, on both sides.</summary>
public sealed class WaitConditionTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    [Theory]
    [InlineData("0",        true)]
    [InlineData("0.5",      true)]
    [InlineData("300",      true)]
    [InlineData("300.0001", false)]
    [InlineData("301",      false)]
    [InlineData("-1",       false)]
    [InlineData("-0.001",   false)]
    [InlineData("NaN",      false)]
    [InlineData("Infinity", false)]
    [InlineData("-Infinity", false)]
    public void Timeout_is_0_to_300_seconds(string seconds, bool isValid)
    {
        if (isValid) Assert.Equal(double.Parse(seconds, CultureInfo.InvariantCulture), WaitCondition.Timeout(seconds).TotalSeconds);
        else Assert.Throws<ProblemException>(() => WaitCondition.Timeout(seconds));
    }

    [Fact]
    public void Timeout_is_10_seconds_by_default() => Assert.Equal(TimeSpan.FromSeconds(10), WaitCondition.Timeout(null));

    [Theory]
    [InlineData("0",  null,   false)]
    [InlineData("1",  null,   true)]
    [InlineData("11", null,   true)]
    [InlineData("12", null,   false)]
    [InlineData(null, "0",    false)]
    [InlineData(null, "1",    true)]
    [InlineData(null, "1000", true)]
    [InlineData(null, "1001", false)]
    public void A_step_is_1_to_11_and_notifications_are_1_to_1000(string? step, string? notifications, bool isValid)
    {
        WaitCondition Read() => WaitCondition.Read(null, step, notifications, null, CompositionRoot.Methods());
        if (!isValid)
        {
            Assert.Throws<ProblemException>(Read);
            return;
        }
        Assert.Equal(step, Read().Step?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(notifications, Read().Notifications?.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Condition_holds_when_enough_notifications_are_acknowledged()
    {
        var order = await shared.Simulated.RequestPayment("ENOUGH-1");
        await shared.Simulated.Advance("PT0S");
        var ledger = shared.Simulated.GetService<Ledger>();
        (string En, string Ja)? Unmet(string notifications) =>
            WaitCondition.Read(null, null, notifications, null, CompositionRoot.Methods()).Unmet(ledger.Find(order.AccessId)!, ledger);
        Assert.Null(Unmet("1"));
        Assert.Equal("2 acknowledged notifications: the merchant has acknowledged 1 of 1", Unmet("2")!.Value.En);
    }
}
