using KantanSim.Fidelity;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>22: a body is no form, or its content type says so.</summary>
internal sealed class ContentTypeNotForm : CallRule
{
    public override int Number => 22;

    public override string Id => "content-type-not-form";

    public override Severity Severity => Severity.Warning;

    // UNVERIFIED: what the live gateway does with a form of another content type.
    public override Confidence Confidence => Confidence.Supposed;

    public override RuleText Text => new(
        new("Body or content type is no form", "本文またはContent-Typeがフォームでない"),
        new("The body of a call was JSON, XML, multipart or compressed, or its Content-Type was not application/x-www-form-urlencoded.",
            "本文がJSON・XML・multipart・圧縮データだった、または Content-Type が application/x-www-form-urlencoded でなかった。"),
        new("The gateway reads forms only. KantanSim reads a form whatever its Content-Type is; the live gateway may refuse it.",
            "ゲートウェイが読み取るのはフォームだけです。KantanSimはContent-Typeを問わずフォームを読み取りますが、"
                + "本番では拒否される可能性があります。"),
        new("Send k=v&k=v, uncompressed, with Content-Type: application/x-www-form-urlencoded.",
            "k=v&k=v の形式で圧縮せずに、Content-Type: application/x-www-form-urlencoded を付けて送信してください。"));

    public override IEnumerable<Finding> Judge(History history) => FoundByApi(history, IsNoForm, Sentence);

    static bool IsNoForm(Observation call) =>
        call.Verb == "POST" && (call.FormFaults?.NoForm is not null || (call.Request.Count > 0 && !IsFormType(call.Head.ContentType)));

    static bool IsFormType(string contentType) =>
        contentType.Split(';')[0].Trim().Equals(RequestHead.Form, StringComparison.OrdinalIgnoreCase);

    static Note Sentence(List<Observation> calls)
    {
        var (call, times) = (calls[^1], Times(calls.Count));
        var type = call.Head.ContentType;
        var (en, ja) = type.Length == 0
            ? ("without a Content-Type", "Content-Typeなしで")
            : ($"with Content-Type: {type}", $"Content-Type: {type} で");
        var reason = call.FormFaults?.NoForm
            ?? new($"The gateway expects {RequestHead.Form}.", $"ゲートウェイが想定しているのは {RequestHead.Form} です。");
        return new(
            $"Your shop called {call.Api}{times.En} {en}. {reason.En}",
            $"お店は {call.Api} を{times.Ja}、{ja}呼び出しました。{reason.Ja}");
    }
}
