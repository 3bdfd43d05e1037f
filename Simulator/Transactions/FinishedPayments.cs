namespace KantanSim.Transactions;

/// <summary>
/// The payments for which nothing is due, by their numbers: only these can go. It follows the agenda, so that nobody looks through payments to find them.
/// Those that were never requested are apart, because they can go only a day later.
/// </summary>
internal sealed class FinishedPayments
{
    readonly NumberSet idle = new();
    readonly NumberSet unrequested = new();
    readonly JobSchedule agenda;

    public FinishedPayments(JobSchedule agenda, KantanSim.Storage.KeyIndex numbers)
    {
        this.agenda = agenda;
        foreach (var number in numbers.Numbers()) idle.Add(number);
        foreach (var number in agenda.Numbers()) idle.Remove(number);
        agenda.JobsChanged = Update;
    }

    /// <summary>Looks again whether anything is due for a payment.</summary>
    public void Update(long number)
    {
        unrequested.Remove(number);
        if (agenda.HasAny(number)) idle.Remove(number);
        else idle.Add(number);
    }

    /// <summary>The oldest from a number on; null at the end.</summary>
    /// <param name="isUnrequested">Of those that were never requested.</param>
    public long? From(long number, bool isUnrequested) => (isUnrequested ? unrequested : idle).From(number);

    /// <summary>It was never requested.</summary>
    public void SetApart(long number)
    {
        idle.Remove(number);
        unrequested.Add(number);
    }

    /// <summary>It is gone, or cannot go before something else does.</summary>
    public void Remove(long number)
    {
        idle.Remove(number);
        unrequested.Remove(number);
    }

    public void Clear()
    {
        idle.Clear();
        unrequested.Clear();
    }
}
