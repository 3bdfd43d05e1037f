using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Calls;

/// <summary>29: a field is sent that the API does not have.</summary>
internal sealed class UnknownFieldSent : CallRule
{
    public override int Number => 29;

    public override string Id => "unknown-field";

    public override Severity Severity => Severity.Warning;

    public override RuleText Text => new(
        new("Unknown field", "存在しない項目を送信した"),
        new("A call had a field with a value that the API does not have, or a name that differs in upper and lower case.",
            "APIに存在しない項目に値が入っていた、または項目名の大文字・小文字が異なっていた。"),
        new("The gateway ignores unknown fields without an error, so that a misspelt one has no effect.",
            "ゲートウェイは存在しない項目をエラーなしで無視します。綴りを間違えた項目は効果がありません。"),
        new("Correct the name, or leave the field out.", "項目名を直すか、その項目を送信しないでください。"));

    public override IEnumerable<Finding> Judge(History history) =>
        from call in history.Calls
        from unknown in call.FormFaults?.Unknown ?? []
        group call by (call.Api, Field: unknown) into ofField
        let calls = ofField.Distinct().ToList()
        select Found(history, $"{ofField.Key.Api} {ofField.Key.Field.Name}", calls, Sentence(ofField.Key.Api, ofField.Key.Field),
            // UNVERIFIED: whether the live gateway ignores case (protocol.md 9, 26).
            ofField.Key.Field.IsRead ? Severity.Review : null);

    static Note Sentence(string api, UnknownField field)
    {
        if (field.IsRead)
            return new(
                $"Your shop sent {field.Name} to {api}, where the field is called {field.Suggestion}; "
                    + "KantanSim ignores upper and lower case, the live gateway may not.",
                $"お店は {api} に {field.Name} を送信しましたが、正しい項目名は {field.Suggestion} です。"
                    + "KantanSimは大文字・小文字を区別しませんが、本番では区別される可能性があります。");
        var (en, ja) = field.Suggestion.Length == 0
            ? ("", "")
            : ($" Did you mean {field.Suggestion}?", $"正しくは {field.Suggestion} ではありませんか。");
        return new(
            $"Your shop sent {field.Name} to {api}, which has no such field and ignores it.{en}",
            $"お店は {api} に {field.Name} を送信しましたが、そのような項目はなく、無視されます。{ja}");
    }
}
