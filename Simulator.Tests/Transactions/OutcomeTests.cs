using KantanSim.Methods.Recruit;
using KantanSim.Methods.RecruitContinuance;
using KantanSim.Transactions;

namespace KantanSim.Tests.Transactions;

/// <summary>The outcome of each status, derived from the lifecycle tables.</summary>
public sealed class OutcomeTests
{
    const string InProgress = "UNPROCESSED REQSUCCESS AUTHPROCESS";

    [Theory]
    [InlineData("payment", InProgress, "AUTH CAPTURE SALES", "CANCEL", "PAYFAIL EXPIRED")]
    [InlineData("contract", InProgress, "REGISTER", "CANCEL END", "PAYFAIL EXPIRED")]
    public void Outcome_of_each_status_follows_from_the_transitions(
        string table, string inProgress, string paid, string cancelled, string failed)
    {
        var lifecycle = table == "payment" ? RecruitLifecycle.Table : ContractLifecycle.Table;
        Assert.Equal(
            [inProgress, paid, cancelled, failed],
            Enum.GetValues<Outcome>()
                .Select(outcome => string.Join(' ', lifecycle.Statuses.Where(status => lifecycle.OutcomeOf(status) == outcome))));
    }

    [Fact]
    public void Status_of_another_lifecycle_is_in_progress() =>
        Assert.Equal(Outcome.InProgress, RecruitLifecycle.Table.OutcomeOf(new("REGISTER")));
}
