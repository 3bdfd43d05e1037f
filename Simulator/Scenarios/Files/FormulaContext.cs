using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace KantanSim.Scenarios.Files;

/// <summary>A Scriban context whose limits apply to a formula as a whole, not only to a single loop or text.</summary>
internal sealed class FormulaContext : TemplateContext
{
    readonly FormulaBudget budget;

    public FormulaContext(FormulaBudget budget) : base(Builtins())
    {
        this.budget = budget;
        StrictVariables = true;
        LoopLimit = FormulaLimits.MaxRounds;
        RecursiveLimit = FormulaLimits.MaxDepth;
        // Scriban's limit is exclusive.
        LimitToString = FormulaLimits.MaxSize + 1;
        OutputLimit = FormulaLimits.MaxSize;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = budget.MaxTime;
    }

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is null) return null;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) budget.RefuseDepth(scriptNode.Span);
        budget.Step(scriptNode.Span);
        CancellationToken = budget.Timeout;
        var value = EvaluateWithTimeout(scriptNode, aliasReturnedFunction);
        budget.Count(value, scriptNode);
        return value;
    }

    object? EvaluateWithTimeout(ScriptNode node, bool aliasReturnedFunction)
    {
        try
        {
            return base.Evaluate(node, aliasReturnedFunction);
        }
        catch (ScriptRuntimeException exception) when (IsTimeout(exception))
        {
            budget.RefuseTime(node.Span);
            throw;
        }
    }

    static bool IsTimeout(ScriptRuntimeException exception) =>
        exception is ScriptAbortException || exception.InnerException is RegexMatchTimeoutException;

    static ScriptObject Builtins()
    {
        var builtins = GetDefaultBuiltinObject();
        builtins.SetValue("regex", new FormulaRegex(), readOnly: true);
        return builtins;
    }
}
