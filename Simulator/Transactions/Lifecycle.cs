using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Transactions;

/// <summary>What can change the status of a transaction: an operation of the merchant, an action of the consumer, or a job.</summary>
/// <param name="Ja">The Japanese name; null for an operation, whose name is that of its API.</param>
internal readonly record struct Trigger(string Name, string? Ja = null)
{
    public override string ToString() => Name;
}

/// <summary>A cell of the table: the new status and the jobs to schedule, or the refusal.</summary>
/// <param name="To">The new status; null when the status stays or the trigger is refused.</param>
internal sealed record Transition(Status? To, ImmutableArray<JobKind> Jobs, ErrorCode? Refusal)
{
    /// <summary>How certain the behaviour is.</summary>
    public Fact Fact { get; init; } = Facts.Chosen;

    /// <summary>Whether the trigger is allowed and the status stays.</summary>
    public bool Stays => Refusal is null && To is null;
}

/// <summary>
/// The lifecycle of a payment method: a table by status and trigger. A pair has at most one row; every trigger has an Otherwise row.
/// </summary>
internal sealed class Lifecycle
{
    readonly Dictionary<(Status From, Trigger On), Transition> rows = [];
    readonly Dictionary<Trigger, Transition> otherwise = [];
    readonly Dictionary<Status, Outcome> outcomes;

    public Lifecycle(IReadOnlyList<Status> statuses, params ReadOnlySpan<Row> table)
    {
        Statuses = statuses;
        Table = [.. table];
        foreach (var row in table) Add(row);
        foreach (var (from, on) in rows.Keys)
            if (!otherwise.ContainsKey(on))
                throw new InvalidOperationException($"Trigger {on} (from {from}) has no Otherwise row.");
        outcomes = OutcomeOfStatus.Derive(Statuses, Table);
    }

    public IReadOnlyList<Status> Statuses { get; }

    /// <summary>The rows in the order of the source. An Otherwise row has no From statuses.</summary>
    public ImmutableArray<Row> Table { get; }

    public IReadOnlyCollection<Trigger> Triggers => otherwise.Keys;

    /// <summary>What a status means for the payment. A status that is not of this lifecycle is in progress.</summary>
    public Outcome OutcomeOf(Status status) => outcomes.GetValueOrDefault(status);

    public Transition Next(Status from, Trigger on) =>
        rows.TryGetValue((from, on), out var transition) ? transition : otherwise[on];

    /// <summary>The trigger changes the status to <paramref name="to"/>.</summary>
    /// <param name="jobs">The jobs that the new status has.</param>
    public static Row When(Status from, Trigger on, Status to, params ReadOnlySpan<JobKind> jobs) => When([from], on, to, jobs);

    public static Row When(Status[] from, Trigger on, Status to, params ReadOnlySpan<JobKind> jobs) =>
        new(from, on, new(to, [.. jobs], null));

    /// <summary>The trigger is allowed, and the status stays.</summary>
    public static Row Stay(Status from, Trigger on, params ReadOnlySpan<JobKind> jobs) => Stay([from], on, jobs);

    public static Row Stay(Status[] from, Trigger on, params ReadOnlySpan<JobKind> jobs) => new(from, on, new(null, [.. jobs], null));

    public static Row Refuse(Status from, Trigger on, ErrorCode with) => new([from], on, new(null, [], with));

    /// <summary>The trigger is refused in every status without a row of its own.</summary>
    public static Row Otherwise(Trigger on, ErrorCode refuseWith) => new([], on, new(null, [], refuseWith));

    void Add(Row row)
    {
        if (row.From.Length == 0 && !otherwise.TryAdd(row.On, row.Transition))
            throw new InvalidOperationException($"Trigger {row.On} has two Otherwise rows.");
        foreach (var from in row.From)
            if (!rows.TryAdd((from, row.On), row.Transition))
                throw new InvalidOperationException($"({from}, {row.On}) is twice in the table.");
    }

    internal sealed record Row(Status[] From, Trigger On, Transition Transition)
    {
        /// <summary>Says how certain the row is. Without it the row is our choice.</summary>
        public Row By(Fact fact) => this with { Transition = Transition with { Fact = fact } };
    }
}
