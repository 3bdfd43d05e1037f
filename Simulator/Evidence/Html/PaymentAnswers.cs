using KantanSim.Transactions;

namespace KantanSim.Evidence.Html;

/// <summary>What the payment's page says first.</summary>
/// <param name="Causes">What the scenario or the consumer did; the shop's own faults are the findings of the advice.</param>
/// <param name="Next">What is scheduled, with its time.</param>
internal sealed record PaymentAnswers(IReadOnlyList<Note> Happened, IReadOnlyList<Note> Causes, IReadOnlyList<Note> Next);
