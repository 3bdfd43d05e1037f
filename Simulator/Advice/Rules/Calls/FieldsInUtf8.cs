using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>21: a value is sent in UTF-8 instead of CP932.</summary>
internal sealed class FieldsInUtf8 : CallRule
{
    public override int Number => 21;

    public override string Id => "fields-in-utf8";

    public override Severity Severity => Severity.Error;

    public override RuleText Text => new(
        new("Text sent in UTF-8", "文字をUTF-8で送信した"),
        new("The bytes of a value are UTF-8 and give other text in CP932, the gateway's character set.",
            "値のバイト列がUTF-8で、ゲートウェイの文字コードであるCP932としては別の文字列になる。"),
        new("Consumers see garbled item names, and a value can be refused for its length or its characters.",
            "利用者に見える商品名が文字化けします。長さや文字の種類を理由に拒否されることもあります。"),
        new("Convert each value to CP932 (Windows-31J) before you percent-encode it.",
            "値をCP932（Windows-31J）に変換してから、パーセントエンコードしてください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        FoundByApi(history, call => call.FormFaults is { Utf8.Count: > 0 }, Sentence);

    static Note Sentence(List<Observation> calls)
    {
        var call = calls[^1];
        var note = call.FormFaults!.Utf8[0];
        return new($"In your shop's call of {call.Api}, {note.En}", $"お店の {call.Api} の呼び出しでは、{note.Ja}");
    }
}
