using System.Collections.Immutable;
using KantanSim.Fidelity;

namespace KantanSim.Transactions;

/// <summary>What may move a transaction: an operation of the merchant, a decision of the consumer, a tick of the clock.</summary>
internal readonly record struct Trigger(string Name)
{
    public override string ToString() => Name;
}

/// <summary>A cell of the table: where it leads and what is due there, or the refusal.</summary>
internal sealed record Transition(Status? To, ImmutableArray<JobKind> Jobs, ErrorCode? Refusal)
{
    /// <summary>How sure the cell is.</summary>
    public Fact Fact { get; init; } = Facts.Chosen;

    /// <summary>The trigger leaves the status as it is.</summary>
    public bool Stays => Refusal is null && To is null;
}

/// <summary>A method's lifecycle as one table of (status, trigger). Each pair has one row at most; every trigger says what happens otherwise.</summary>
internal sealed class Lifecycle
{
    readonly Dictionary<(Status From, Trigger On), Transition> rows = [];
    readonly Dictionary<Trigger, Transition> otherwise = [];

    public Lifecycle(IReadOnlyList<Status> statuses, params ReadOnlySpan<Row> table)
    {
        (Statuses, Table) = (statuses, [.. table]);
        foreach (var row in table) Add(row);
        foreach (var (from, on) in rows.Keys)
            if (!otherwise.ContainsKey(on)) throw new InvalidOperationException($"Trigger {on} (from {from}) has no Otherwise row.");
    }

    public IReadOnlyList<Status> Statuses { get; }

    /// <summary>The rows as they were written. One without statuses to come from is an Otherwise.</summary>
    public ImmutableArray<Row> Table { get; }

    public IReadOnlyCollection<Trigger> Triggers => otherwise.Keys;

    public Transition Next(Status from, Trigger on) => rows.TryGetValue((from, on), out var move) ? move : otherwise[on];

    public static Row When(Status from, Trigger on, Status to, params ReadOnlySpan<JobKind> due) => new([from], on, new(to, [.. due], null));

    public static Row When(Status[] from, Trigger on, Status to, params ReadOnlySpan<JobKind> due) => new(from, on, new(to, [.. due], null));

    /// <summary>The trigger is allowed and the status stays.</summary>
    public static Row Stay(Status from, Trigger on, params ReadOnlySpan<JobKind> due) => new([from], on, new(null, [.. due], null));

    public static Row Stay(Status[] from, Trigger on, params ReadOnlySpan<JobKind> due) => new(from, on, new(null, [.. due], null));

    public static Row Refuse(Status from, Trigger on, ErrorCode with) => new([from], on, new(null, [], with));

    public static Row Otherwise(Trigger on, ErrorCode refuseWith) => new([], on, new(null, [], refuseWith));

    void Add(Row row)
    {
        if (row.From.Length == 0 && !otherwise.TryAdd(row.On, row.Transition))
            throw new InvalidOperationException($"Trigger {row.On} has two Otherwise rows.");
        foreach (var from in row.From)
            if (!rows.TryAdd((from, row.On), row.Transition)) throw new InvalidOperationException($"({from}, {row.On}) stands twice in the table.");
    }

    internal sealed record Row(Status[] From, Trigger On, Transition Transition)
    {
        /// <summary>Says how sure the row is; one that says nothing is our choice.</summary>
        public Row By(Fact fact) => this with { Transition = Transition with { Fact = fact } };
    }
}
