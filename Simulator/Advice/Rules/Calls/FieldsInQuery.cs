using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>20: a password or other fields are in the URL.</summary>
internal sealed class FieldsInQuery : CallRule
{
    public override int Number => 20;

    public override string Id => "fields-in-query";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Fields in the URL", "項目がURLにある"),
        new("The URL of a call had a password or a token, or fields that the body did not have.",
            "呼び出しのURLに、パスワードやトークン、または本文にない項目が含まれていた。"),
        new("The gateway does not read the query string, and URLs are written to the logs of servers and proxies, passwords included.",
            "ゲートウェイはクエリー文字列を読みません。また、URLはサーバーやプロキシーのログに、パスワードごと残ります。"),
        new("Send all fields in the body and nothing in the URL, and change a password that was in one.",
            "すべての項目を本文で送信し、URLには何も付けないでください。URLに入れたパスワードは変更してください。"));

    // With GET nothing is read; rule 19 tells it. A password in a URL is a fault of its own.
    public override IEnumerable<Finding> Judge(History history) =>
        FoundByApi(history, call => Fields(call).Any(), Sentence);

    static IEnumerable<string> Fields(Observation call)
    {
        var fields = call.FormFaults?.InQuery ?? [];
        return call.Verb == "POST" ? fields : fields.Where(SecretNames.IsSecret);
    }

    static Note Sentence(List<Observation> calls)
    {
        var (call, times) = (calls[^1], Times(calls.Count));
        var names = string.Join(", ", Fields(call));
        return new(
            $"Your shop called {call.Api}{times.En} with {names} in the URL; the gateway reads only the body.",
            $"お店は {call.Api} を{times.Ja}、{names} をURLに付けて呼び出しました。ゲートウェイが読むのは本文だけです。");
    }
}
