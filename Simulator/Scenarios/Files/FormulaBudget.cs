#pragma warning disable format // aligned tables
using System.Collections;
using System.Globalization;
using System.Numerics;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace KantanSim.Scenarios.Files;

/// <summary>Counts what the formulas of one action use and stops them at the limits.</summary>
internal sealed class FormulaBudget(FormulaLimits limits) : IDisposable
{
    public static readonly string TooLarge =
        $"the formula makes more than {Number(FormulaLimits.MaxSize)} characters and list items";

    readonly CancellationTokenSource timeout = new(limits.MaxTime);
    int steps;
    long size;
    object? last;

    /// <summary>The message of the limit that was exceeded; null: none.</summary>
    public string? Exceeded { get; private set; }

    public TimeSpan MaxTime => limits.MaxTime;

    public bool HasTimedOut { get; private set; }

    /// <summary>Cancels Scriban's own loops; never cancelled for a short formula.</summary>
    public CancellationToken Timeout =>
        steps < FormulaLimits.StepsPerTimeCheck ? CancellationToken.None : timeout.Token;

    public void Step(SourceSpan at)
    {
        // Scriban swallows exceptions in places, such as object.eval: a formula that has exceeded a limit must fail again.
        if (Exceeded is { } exceeded) throw new ScriptRuntimeException(at, exceeded);
        Spend(1, at);
    }

    /// <summary>Adds the size of a node's value.</summary>
    public void Count(object? value, ScriptNode node)
    {
        var length = SizeOf(value);
        if (length == 0) return;
        Spend(length / FormulaLimits.CharsPerStep, node.Span);
        // A variable returns an existing value, and so do parentheses: neither allocates.
        if (node is not (IScriptVariablePath or ScriptLiteral) && !ReferenceEquals(value, last)) size += length;
        last = value;
        if (size > FormulaLimits.MaxSize) Fail(node.Span, TooLarge);
    }

    public void RefuseDepth(SourceSpan at) => Fail(at, "the formula is nested too deeply");

    public void RefuseTime(SourceSpan at)
    {
        HasTimedOut = true;
        var seconds = MaxTime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        Fail(at, $"the formula takes longer than {seconds} s");
    }

    public void Dispose() => timeout.Dispose();

    static long SizeOf(object? value) => value switch
    {
        string text       => text.Length,
        BigInteger number => number.GetByteCount(),
        ScriptRange       => 0, // Its items are enumerated lazily.
        ICollection list  => list.Count,
        _                 => 0,
    };

    void Spend(long cost, SourceSpan at)
    {
        var checksBefore = steps / FormulaLimits.StepsPerTimeCheck;
        steps += (int)cost;
        if (steps > FormulaLimits.MaxSteps) Fail(at, $"the formula takes more than {Number(FormulaLimits.MaxSteps)} steps");
        if (steps / FormulaLimits.StepsPerTimeCheck > checksBefore && timeout.IsCancellationRequested) RefuseTime(at);
    }

    void Fail(SourceSpan at, string limit)
    {
        Exceeded = limit;
        throw new ScriptRuntimeException(at, limit);
    }

    static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
