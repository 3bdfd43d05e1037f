using System.Collections;
using System.Globalization;
using System.Numerics;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace KantanSim.Scenarios.Files;

/// <summary>Counts what the formulas of one reaction use, and ends them at the limits.</summary>
internal sealed class FormulaBudget(FormulaLimits limits) : IDisposable
{
    public static readonly string TooLarge = $"the formula makes more than {Number(FormulaLimits.MaxSize)} characters and list items";

    readonly CancellationTokenSource time = new(limits.MaxTime);
    int steps;
    long size;
    object? last;

    /// <summary>Which limit was exceeded; null = none.</summary>
    public string? Exceeded { get; private set; }

    public TimeSpan MaxTime => limits.MaxTime;

    public bool HasTimedOut { get; private set; }

    /// <summary>Ends Scriban's own loops; none for a short formula.</summary>
    public CancellationToken Time => steps < FormulaLimits.StepsPerTimeCheck ? CancellationToken.None : time.Token;

    public void Step(SourceSpan at)
    {
        // Scriban hides an exception in places, such as object.eval: a formula that is over stays over.
        if (Exceeded is { } exceeded) throw new ScriptRuntimeException(at, exceeded);
        Spend(1, at);
    }

    /// <summary>Takes note of a node's value.</summary>
    public void Count(object? value, ScriptNode node)
    {
        var length = SizeOf(value);
        if (length == 0) return;
        Spend(length / FormulaLimits.CharsPerStep, node.Span);
        // A variable hands on what is there, and so do parentheses.
        if (node is not (IScriptVariablePath or ScriptLiteral) && !ReferenceEquals(value, last)) size += length;
        last = value;
        if (size > FormulaLimits.MaxSize) End(node.Span, TooLarge);
    }

    public void RefuseDepth(SourceSpan at) => End(at, "the formula is nested too deeply");

    public void RefuseTime(SourceSpan at)
    {
        HasTimedOut = true;
        End(at, $"the formula takes longer than {MaxTime.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s");
    }

    public void Dispose() => time.Dispose();

    static long SizeOf(object? value) => value switch
    {
        string text => text.Length,
        BigInteger number => number.GetByteCount(),
        ScriptRange => 0, // Its items are made one by one, when they are asked for.
        ICollection list => list.Count,
        _ => 0,
    };

    void Spend(long cost, SourceSpan at)
    {
        var before = steps / FormulaLimits.StepsPerTimeCheck;
        steps += (int)cost;
        if (steps > FormulaLimits.MaxSteps) End(at, $"the formula takes more than {Number(FormulaLimits.MaxSteps)} steps");
        if (steps / FormulaLimits.StepsPerTimeCheck > before && time.IsCancellationRequested) RefuseTime(at);
    }

    void End(SourceSpan at, string limit)
    {
        Exceeded = limit;
        throw new ScriptRuntimeException(at, limit);
    }

    static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
