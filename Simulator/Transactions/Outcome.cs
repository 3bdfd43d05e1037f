namespace KantanSim.Transactions;

/// <summary>What has become of a payment or contract so far.</summary>
internal enum Outcome
{
    /// <summary>The consumer has not decided yet.</summary>
    InProgress,
    /// <summary>The consumer has paid, or the contract is active.</summary>
    Paid,
    /// <summary>It was paid or active, and is so no more.</summary>
    Cancelled,
    /// <summary>It came to nothing: refused, declined, cancelled by the consumer before the payment, or expired.</summary>
    Failed,
}

/// <summary>Derives the outcome of each status from a lifecycle table.</summary>
internal static class OutcomeOfStatus
{
    // The jobs that move money, or that end the shop's time to claim it.
    static readonly JobKind[] JobsOfPaid = [JobKind.AuthExpiry, JobKind.Settlement, JobKind.Charge];

    /// <summary>
    /// Paid: a transition to the status schedules a job about money. Cancelled: a last status that a paid one leads to. Failed: any other
    /// last status. A last status is one that no transition leaves.
    /// </summary>
    public static Dictionary<Status, Outcome> Derive(IReadOnlyList<Status> statuses, IReadOnlyList<Lifecycle.Row> table)
    {
        var changes = table.Where(row => row.Transition.To is not null).ToList();
        var paid = changes.Where(row => row.Transition.Jobs.Any(JobsOfPaid.Contains)).Select(row => row.Transition.To!.Value).ToHashSet();
        var left = changes.SelectMany(row => row.From).ToHashSet();
        var afterPaid = changes.Where(row => row.From.Any(paid.Contains)).Select(row => row.Transition.To!.Value).ToHashSet();
        return statuses.ToDictionary(status => status, Of);

        Outcome Of(Status status)
        {
            if (paid.Contains(status)) return Outcome.Paid;
            if (left.Contains(status)) return Outcome.InProgress;
            return afterPaid.Contains(status) ? Outcome.Cancelled : Outcome.Failed;
        }
    }
}
