#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Tests.Methods.Decisions;

namespace KantanSim.Tests.Methods;

/// <summary>The payment term and the time at the wallet, for both methods, exact to the tick.</summary>
public sealed class TermTests
{
    static readonly (string Name, string Value)[] OtherFields =
        [("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"), ("ChargeDay", "31"), ("FirstMonthFreeFlag", "0")];

    [Theory]
    [InlineData("Recruit",            "ExecTranRecruit",            "",      120)]
    [InlineData("Recruit",            "ExecTranRecruit",            "120",   120)]
    [InlineData("Recruit",            "ExecTranRecruit",            "86400", 86_400)]
    [InlineData("RecruitContinuance", "ExecTranRecruitContinuance", "",      120)]
    [InlineData("RecruitContinuance", "ExecTranRecruitContinuance", "86400", 86_400)]
    public void Browser_may_arrive_before_the_end_of_the_term_only(string name, string api, string term, int seconds)
    {
        var registered = Transaction(name, GatewayStatus.Unprocessed) with { Visit = null };
        var requested = Decide(api, registered, At(Begin), [.. OtherFields, ("PaymentTermSec", term)]);
        var end = Begin.AddSeconds(seconds);
        var job = Assert.Single(requested.JobsToSchedule);
        Assert.Equal((end, JobKind.Expiry, end), (requested.Transaction.Request!.StartLimit, job.Kind, job.At));
        Assert.Equal("AUTHPROCESS", Method(name).Start(requested.Transaction, At(end.AddTicks(-1))).Outcome());
        Assert.Equal("EXPIRED", Method(name).Start(requested.Transaction, At(end)).Outcome());
    }

    [Theory]
    [InlineData("Recruit")]
    [InlineData("RecruitContinuance")]
    public void Consumer_has_30_minutes_from_the_first_arrival(string name)
    {
        var arrived = Method(name).Start(Transaction(name, GatewayStatus.Requested), At(Begin.AddSeconds(100)));
        var end = Begin.AddSeconds(100).AddMinutes(30);
        Assert.Equal((end, end), (arrived.Transaction.Visit!.DecideUntil, Assert.Single(arrived.JobsToSchedule).At));
        var again = Method(name).Start(arrived.Transaction, At(Begin.AddSeconds(130)));
        Assert.Equal(("AUTHPROCESS", end), (again.Outcome(), again.Transaction.Visit!.DecideUntil));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_440)]
    public void Time_at_the_wallet_follows_WalletMinutes(int minutes) =>
        Assert.Equal(Begin.AddMinutes(minutes), DecideUntil(At(Begin, new() { WalletMinutes = minutes })));

    [Fact]
    public void Time_at_the_wallet_ends_with_the_term_when_PaymentTerm_is_WholePayment() =>
        Assert.Equal(
            Begin.AddSeconds(120),
            DecideUntil(At(Begin.AddSeconds(100), new() { PaymentTerm = PaymentTermMode.WholePayment })));

    static DateTimeOffset? DecideUntil(DecisionContext arrival) =>
        Method("Recruit").Start(Transaction("Recruit", GatewayStatus.Requested), arrival).Transaction.Visit!.DecideUntil;
}
