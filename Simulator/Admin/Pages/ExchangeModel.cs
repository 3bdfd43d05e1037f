using System.Globalization;
using KantanSim.Operations;
using KantanSim.Traffic;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>The template model of a call to the gateway and its answer, and why it was answered so.</summary>
internal static class ExchangeModel
{
    public static Dictionary<string, object?> Of(Exchange exchange, RefusalModel refusals)
    {
        var outcome = CallOutcomes.Of(exchange);
        var refusal = refusals.Of(exchange);
        return new()
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"call-{exchange.Number}"),
            ["number"] = exchange.Number,
            ["at"] = DisplayText.Time(exchange.At),
            ["real_at"] = DisplayText.Time(exchange.RealAt),
            ["ms"] = DisplayText.Milliseconds(exchange.Milliseconds),
            ["api"] = exchange.Api,
            ["verb"] = exchange.Verb,
            ["http"] = exchange.HttpStatus,
            ["outcome"] = OutcomeText.Model(outcome),
            ["tone"] = Tone(outcome, exchange),
            ["gist"] = Gist(exchange),
            ["access_id"] = exchange.AccessId ?? "",
            ["shop_id"] = exchange.ShopId,
            ["status"] = exchange.PaymentStatus,
            ["caller"] = exchange.Head.Caller,
            ["user_agent"] = exchange.Head.UserAgent,
            ["fault"] = DisplayText.Notes(OutcomeText.OfFault(exchange) is { } fault ? [fault] : []),
            ["notes"] = DisplayText.Notes(exchange.Notes),
            ["head"] = DisplayText.Fields(Head(exchange.Head)),
            ["request"] = Request(exchange, refusal.Fields),
            ["answer"] = DisplayText.Fields(exchange.Answer),
            ["errors"] = refusal.Codes,
            ["rules"] = refusal.Rules,
        };
    }

    // A mapping file's answer is neither good nor bad.
    static string Tone(CallOutcome outcome, Exchange exchange) => outcome switch
    {
        CallOutcome.Ok => "good",
        CallOutcome.NotSimulated when exchange is { HttpStatus: < StatusCodes.Status400BadRequest, Errors.Count: 0 } => "",
        CallOutcome.Faulted or CallOutcome.Unanswered => "warn",
        _ => "bad",
    };

    // The line's last words: what the scenario did, else what the first code means, else the first note.
    static Dictionary<string, object?> Gist(Exchange exchange)
    {
        var isFaulted = exchange.Fault != AnswerFault.None;
        var errors = isFaulted ? [] : CallOutcomes.ErrorsOf(exchange);
        return new()
        {
            ["code"] = errors.Count > 0 ? errors[0] : "",
            ["more"] = Math.Max(0, errors.Count - 1),
            ["text"] = DisplayText.Notes([errors.Count > 0 ? Meaning(errors[0]) : FirstNote(exchange)]).First(),
        };
    }

    static Note FirstNote(Exchange exchange) => OutcomeText.FaultOf(exchange) ?? exchange.Notes.FirstOrDefault(new Note(""));

    static Note Meaning(string errInfo)
    {
        var (en, ja) = DisplayText.Meaning(new ErrorCode(errInfo));
        return new(en, ja);
    }

    // The fields as they were received, those that the codes are about marked, and those that are missing at the end.
    static IEnumerable<Dictionary<string, object?>> Request(Exchange exchange, IReadOnlySet<string> wrong)
    {
        foreach (var (name, value) in exchange.ShownRequest)
            yield return Field(name, value, isWrong: wrong.Contains(name), isMissing: wrong.Contains(name) && value.Length == 0);
        if (exchange.Body.About is not null) yield break;
        foreach (var name in wrong.Where(name => !exchange.Request.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)))
            yield return Field(name, "", isWrong: true, isMissing: true);
    }

    static Dictionary<string, object?> Field(string name, string value, bool isWrong, bool isMissing) =>
        new() { ["name"] = name, ["value"] = value, ["wrong"] = isWrong, ["missing"] = isMissing };

    // Nothing for the usual request: a form without a query.
    static IEnumerable<KeyValuePair<string, string>> Head(RequestHead head)
    {
        if (head.IsUsual) yield break;
        yield return new("Content-Type", head.ContentType.Length > 0 ? head.ContentType : "-");
        if (head.ContentEncoding.Length > 0) yield return new("Content-Encoding", head.ContentEncoding);
        if (head.Query.Length > 0) yield return new("?", head.Query);
    }
}
