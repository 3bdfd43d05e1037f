namespace KantanSim.Transactions;

/// <summary>
/// The numbers of the payments without a scheduled job; only these can be deleted. The set follows the job schedule, so that the purger
/// does not search all payments. Payments that were never requested are a set of their own, because they can be deleted only a day later.
/// </summary>
internal sealed class FinishedPayments
{
    readonly NumberSet finished = new();
    readonly NumberSet unrequested = new();
    readonly JobSchedule schedule;

    public FinishedPayments(JobSchedule schedule, KantanSim.Storage.KeyIndex numbers)
    {
        this.schedule = schedule;
        foreach (var number in numbers.Numbers()) finished.Add(number);
        foreach (var number in schedule.Numbers()) finished.Remove(number);
        schedule.JobsChanged = Update;
    }

    /// <summary>Adds or removes a payment, depending on whether it has a scheduled job.</summary>
    public void Update(long number)
    {
        unrequested.Remove(number);
        if (schedule.HasAny(number)) finished.Remove(number);
        else finished.Add(number);
    }

    /// <summary>The lowest number from <paramref name="number"/> on, or null.</summary>
    /// <param name="isUnrequested">Whether to search the payments that were never requested, or the others.</param>
    public long? From(long number, bool isUnrequested) => (isUnrequested ? unrequested : finished).From(number);

    /// <summary>Moves a payment to those that were never requested.</summary>
    public void MarkUnrequested(long number)
    {
        finished.Remove(number);
        unrequested.Add(number);
    }

    /// <summary>Removes a payment that was deleted, or that cannot be deleted before another one.</summary>
    public void Remove(long number)
    {
        finished.Remove(number);
        unrequested.Remove(number);
    }

    public void Clear()
    {
        finished.Clear();
        unrequested.Clear();
    }
}
