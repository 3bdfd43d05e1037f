using KantanSim.Methods.Recruit;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Golden;

/// <summary>An ambiguous or incomplete lifecycle table is refused at start.</summary>
public sealed class LifecycleTableTests
{
    [Fact]
    public void Transition_that_is_defined_twice_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Lifecycle(
            [GatewayStatus.Authorised],
            Lifecycle.When(GatewayStatus.Authorised, RecruitLifecycle.Sales, GatewayStatus.Sold),
            Lifecycle.Stay(GatewayStatus.Authorised, RecruitLifecycle.Sales),
            Lifecycle.Otherwise(RecruitLifecycle.Sales, new("M01054004"))));
        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trigger_without_an_Otherwise_is_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Lifecycle(
            [GatewayStatus.Authorised],
            Lifecycle.Stay(GatewayStatus.Authorised, RecruitLifecycle.Sales)));
        Assert.Contains("no Otherwise", error.Message, StringComparison.Ordinal);
    }
}
