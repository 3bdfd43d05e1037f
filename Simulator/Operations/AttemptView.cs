using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>An attempt to deliver a notification. Notes say why it was not delivered; outcome contains them, too.</summary>
internal sealed record AttemptView(
    DateTimeOffset At, double Ms, string Url, int? HttpStatus, string? Reply, string Outcome, IReadOnlyList<string> Notes)
{
    public static AttemptView Of(NotificationAttempt attempt) => new(
        attempt.At, Math.Round(attempt.Milliseconds, 3), attempt.Url, attempt.HttpStatus, attempt.Reply, attempt.OutcomeWithNotes,
        [.. (attempt.Notes ?? []).Select(note => note.En)]);
}
