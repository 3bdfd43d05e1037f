using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace KantanSim.Scenarios.Files;

/// <summary>Scriban with limits on the whole of a formula, not only on one loop or one text.</summary>
internal sealed class FormulaContext : TemplateContext
{
    readonly FormulaBudget run;

    public FormulaContext(FormulaBudget run) : base(Builtins())
    {
        this.run = run;
        StrictVariables = true;
        LoopLimit = FormulaLimits.MaxRounds;
        RecursiveLimit = FormulaLimits.MaxDepth;
        // Scriban refuses a text that reaches the limit.
        LimitToString = FormulaLimits.MaxSize + 1;
        OutputLimit = FormulaLimits.MaxSize;
        OnStringLimit = OnOutputLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = run.MaxTime;
    }

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is null) return null;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) run.RefuseDepth(scriptNode.Span);
        run.Step(scriptNode.Span);
        CancellationToken = run.Time;
        var value = Value(scriptNode, aliasReturnedFunction);
        run.Count(value, scriptNode);
        return value;
    }

    object? Value(ScriptNode node, bool aliasReturnedFunction)
    {
        try
        {
            return base.Evaluate(node, aliasReturnedFunction);
        }
        catch (ScriptRuntimeException fault) when (fault is ScriptAbortException || fault.InnerException is RegexMatchTimeoutException)
        {
            run.RefuseTime(node.Span);
            throw;
        }
    }

    static ScriptObject Builtins()
    {
        var builtins = GetDefaultBuiltinObject();
        builtins.SetValue("regex", new FormulaRegex(), readOnly: true);
        return builtins;
    }
}
