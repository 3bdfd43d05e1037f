using KantanSim.Methods.Recruit;
using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Tests.Golden;

/// <summary>A table that contradicts itself or leaves something open never starts.</summary>
public sealed class LifecycleTable
{
    [Fact]
    public void A_pair_that_stands_twice_is_refused() => Assert.Contains("twice", Assert.Throws<InvalidOperationException>(() => new Lifecycle(
        [GatewayStatus.Authorised],
        Lifecycle.When(GatewayStatus.Authorised, RecruitLifecycle.Sales, GatewayStatus.Sold),
        Lifecycle.Stay(GatewayStatus.Authorised, RecruitLifecycle.Sales),
        Lifecycle.Otherwise(RecruitLifecycle.Sales, new("M01054004")))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_trigger_without_an_otherwise_is_refused() => Assert.Contains("no Otherwise", Assert.Throws<InvalidOperationException>(() => new Lifecycle(
        [GatewayStatus.Authorised],
        Lifecycle.Stay(GatewayStatus.Authorised, RecruitLifecycle.Sales))).Message, StringComparison.Ordinal);
}
