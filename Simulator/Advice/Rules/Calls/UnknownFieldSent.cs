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

    // One finding an API: a client that sends one unknown field can send a thousand.
    public override IEnumerable<Finding> Judge(History history) =>
        from call in history.Calls
        where call.FormFaults is { Unknown.Count: > 0 }
        group call by call.Api into ofApi
        let calls = ofApi.ToList()
        let fields = calls.SelectMany(call => call.FormFaults!.Unknown).Distinct().ToList()
        let count = Math.Max(fields.Count, calls.Max(call => call.FormFaults!.UnknownCount))
        // UNVERIFIED: whether the live gateway ignores case.
        let severity = fields.TrueForAll(field => field.IsRead) ? Severity.Review : Severity
        select Found(history, ofApi.Key, calls, Sentence(ofApi.Key, fields, count), severity);

    static Note Sentence(string api, List<UnknownField> fields, int count)
    {
        List<UnknownField> shown = [.. fields.OrderBy(field => field.IsRead).Take(FormFaults.MaxKept)];
        var (unknown, read) = (shown.FindAll(field => !field.IsRead), shown.FindAll(field => field.IsRead));
        if (unknown.Count == 0) return Misspelt(api, read, count - shown.Count);
        var (en, ja) = Meant(unknown);
        var note = Unknown(api, unknown, count - shown.Count);
        var also = read.Count == 0 ? new("") : Misspelt(api, read, 0);
        return new($"{note.En}{en}{(read.Count == 0 ? "" : $" {also.En}")}", $"{note.Ja}{ja}{also.Ja}");
    }

    static Note Unknown(string api, List<UnknownField> fields, int more)
    {
        var names = Names(fields, more);
        var has = fields.Count + more == 1 ? "such field and ignores it" : "such fields and ignores them";
        return new(
            $"Your shop sent {names.En} to {api}, which has no {has}.",
            $"お店は {api} に {names.Ja} を送信しましたが、そのような項目はなく、無視されます。");
    }

    static Note Misspelt(string api, List<UnknownField> fields, int more)
    {
        var names = Names(fields, more);
        var right = string.Join(", ", fields.Select(field => field.Suggestion));
        var called = fields.Count + more == 1 ? "the field is called" : "the fields are called";
        return new(
            $"Your shop sent {names.En} to {api}, where {called} {right}; "
                + "KantanSim ignores upper and lower case, the live gateway may not.",
            $"お店は {api} に {names.Ja} を送信しましたが、正しい項目名は {right} です。"
                + "KantanSimは大文字・小文字を区別しませんが、本番では区別される可能性があります。");
    }

    static (string En, string Ja) Meant(List<UnknownField> fields)
    {
        List<UnknownField> similar = fields.FindAll(field => field.Suggestion.Length > 0);
        if (similar.Count == 0) return ("", "");
        var names = string.Join(", ", similar.Select(field => fields.Count == 1 ? field.Suggestion : $"{field.Suggestion} ({field.Name})"));
        return ($" Did you mean {names}?", $"正しくは {names} ではありませんか。");
    }

    static Note Names(List<UnknownField> fields, int more)
    {
        var names = string.Join(", ", fields.Select(field => field.Name));
        return more <= 0 ? new(names, names) : new($"{names} and {more} more", $"{names} ほか{more}個");
    }
}
