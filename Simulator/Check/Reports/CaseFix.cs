using KantanSim.Check.Judging;
using KantanSim.Transactions;

namespace KantanSim.Check.Reports;

/// <summary>What to do about a case that is not good.</summary>
internal static class CaseFix
{
    /// <summary>How to fix the shop; for an error, what to look at so that the case can be tried.</summary>
    public static Note Of(CaseResult result) => result.Verdict == Verdict.Error ? OfError(result) : result.Case.Fix;

    static Note OfError(CaseResult result)
    {
        if (result.IsNotReached)
            return new("Start the shop and KantanSim, and check the URLs in the file.", "店とKantanSimを起動し、ファイルのURLを確認してください。");
        if (result.Sentence.En.Contains("the hook ", StringComparison.Ordinal))
            return new("Check the hook in the file: run its command by hand.", "ファイルのフックを確認し、コマンドを手で実行してください。");
        if (result.Conditions.Length > 0)
            return new("Make the shop's normal flow work first: look at the steps below, at the shop and at the file.",
                "まず店の通常の流れを動くようにしてください。下の手順、店、ファイルを確認してください。");
        return new("Check the file against the shop's answer.", "店の応答と見比べて、ファイルを確認してください。");
    }
}
