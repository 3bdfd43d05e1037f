using KantanSim.Operations;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The outcome of a call in words.</summary>
internal static class OutcomeText
{
    public static (string En, string Ja) Of(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Ok => ("ok", "成功"),
        CallOutcome.Refused => ("refused", "拒否"),
        CallOutcome.HttpError => ("HTTP error", "HTTPエラー"),
        CallOutcome.Faulted => ("faulted by the scenario", "シナリオによる異常応答"),
        CallOutcome.Unanswered => ("not answered", "応答なし"),
        CallOutcome.NotSimulated => ("not simulated", "シミュレート対象外"),
        _ => throw new InvalidOperationException($"The outcome {outcome} has no text."),
    };

    /// <summary>The template model of an outcome.</summary>
    public static Dictionary<string, object?> Model(CallOutcome outcome) => new()
    {
        ["id"] = outcome.Name(),
        ["en"] = Of(outcome).En,
        ["ja"] = Of(outcome).Ja,
    };

    /// <summary>What a scenario did to the answer, and whether the call has had its effect; null for nothing.</summary>
    public static Note? OfFault(Exchange call)
    {
        if (FaultOf(call) is not { } fault) return null;
        var effect = call.IsUnprocessed
            ? new Note("The call has had no effect.", "この呼び出しは処理されていません。")
            : new Note("The call has had its effect: what your shop did not get is below.", "呼び出し自体は処理されました。お店に届かなかった応答は下のとおりです。");
        return new($"{fault.En} {effect.En}", fault.Ja + effect.Ja);
    }

    /// <summary>What a scenario did to the answer; null for nothing.</summary>
    public static Note? FaultOf(Exchange call) => call.Fault switch
    {
        AnswerFault.Hung => new("The scenario left the call without an answer.", "シナリオの指定により、応答を返しませんでした。"),
        AnswerFault.Dropped => new("The scenario broke the connection.", "シナリオの指定により、接続を切断しました。"),
        AnswerFault.HttpStatus => new(
            $"The scenario answered HTTP {call.HttpStatus} instead.", $"シナリオの指定により、代わりに HTTP {call.HttpStatus} を返しました。"),
        AnswerFault.Garbled => new("The scenario broke bytes of the answer.", "シナリオの指定により、応答のバイト列を壊しました。"),
        _ => null,
    };
}
