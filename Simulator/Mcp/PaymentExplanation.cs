using KantanSim.Commands;
using KantanSim.Operations;

namespace KantanSim.Mcp;

/// <summary>What there is to say of one payment. Sentences are English; their times are JST.</summary>
/// <param name="Happened">What happened, in a few sentences.</param>
/// <param name="Causes">What the scenario or the consumer did. The shop's own faults are the findings.</param>
/// <param name="Findings">What the shop did wrong, most serious first.</param>
/// <param name="Messages">All messages, oldest first, each in one line.</param>
/// <param name="Next">What is scheduled.</param>
/// <param name="Possible">What consumer and shop can do now.</param>
internal sealed record PaymentExplanation(
    TransactionView Payment, IReadOnlyList<string> Happened, IReadOnlyList<string> Causes, IReadOnlyList<AdviceView> Findings,
    IReadOnlyList<string> Messages, IReadOnlyList<string> Next, IReadOnlyList<string> Possible)
{
    public string ToText() =>
        $"{PaymentText.Line(Payment)}\nWhy this scenario: {PrintableText.Of(Payment.ScenarioReason)}"
        + PaymentText.Section("What happened", Happened)
        + PaymentText.Section("Caused by the scenario or the consumer", Causes)
        + PaymentText.Section("What the shop should fix", Findings.Select(FindingText.Of))
        + PaymentText.Section("Messages, with the step of the flow", Messages)
        + PaymentText.Section("Due next", Next)
        + PaymentText.Section("Possible now", Possible);
}
