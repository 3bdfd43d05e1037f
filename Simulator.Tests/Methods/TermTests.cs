using KantanSim.Protocol;
using KantanSim.Transactions;
using static KantanSim.Tests.Methods.Decisions;

namespace KantanSim.Tests.Methods;

/// <summary>The payment term and the time at the wallet, of both methods, to the tick.</summary>
public sealed class TermTests
{
    static readonly (string Name, string Value)[] Rest = [("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"), ("ChargeDay", "31"),
        ("FirstMonthFreeFlag", "0")];

    [Theory]
    [InlineData("Recruit",            "ExecTranRecruit",            "",      120)]
    [InlineData("Recruit",            "ExecTranRecruit",            "120",   120)]
    [InlineData("Recruit",            "ExecTranRecruit",            "86400", 86_400)]
    [InlineData("RecruitContinuance", "ExecTranRecruitContinuance", "",      120)]
    [InlineData("RecruitContinuance", "ExecTranRecruitContinuance", "86400", 86_400)]
    public void The_browser_may_arrive_until_before_the_end_of_the_term(string name, string api, string term, int seconds)
    {
        var registered = Transaction(name, GatewayStatus.Unprocessed) with { Visit = null };
        var requested = Decide(api, registered, At(Begin), [.. Rest, ("PaymentTermSec", term)]);
        var end = Begin.AddSeconds(seconds);
        var due = Assert.Single(requested.JobsToSchedule);
        Assert.Equal((end, JobKind.Expiry, end), (requested.Transaction.Request!.StartLimit, due.Kind, due.At));
        Assert.Equal("AUTHPROCESS", Method(name).Start(requested.Transaction, At(end.AddTicks(-1))).Said());
        Assert.Equal("EXPIRED", Method(name).Start(requested.Transaction, At(end)).Said());
    }

    [Theory]
    [InlineData("Recruit")]
    [InlineData("RecruitContinuance")]
    public void The_consumer_has_30_minutes_from_the_arrival_and_no_more_by_a_second_one(string name)
    {
        var arrived = Method(name).Start(Transaction(name, GatewayStatus.Requested), At(Begin.AddSeconds(100)));
        var end = Begin.AddSeconds(100).AddMinutes(30);
        Assert.Equal((end, end), (arrived.Transaction.Visit!.DecideUntil, Assert.Single(arrived.JobsToSchedule).At));
        var again = Method(name).Start(arrived.Transaction, At(Begin.AddSeconds(130)));
        Assert.Equal(("AUTHPROCESS", end), (again.Said(), again.Transaction.Visit!.DecideUntil));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_440)]
    public void The_time_at_the_wallet_can_be_chosen(int minutes) =>
        Assert.Equal(Begin.AddMinutes(minutes), Method("Recruit").Start(Transaction("Recruit", GatewayStatus.Requested), At(Begin,
            new() { WalletMinutes = minutes })).Transaction.Visit!.DecideUntil);

    [Fact]
    public void The_consumer_has_what_is_left_of_the_term_when_it_is_chosen_to_limit_the_whole_payment() =>
        Assert.Equal(Begin.AddSeconds(120), Method("Recruit").Start(Transaction("Recruit", GatewayStatus.Requested),
            At(Begin.AddSeconds(100), new() { PaymentTerm = PaymentTermMode.WholePayment })).Transaction.Visit!.DecideUntil);
}
