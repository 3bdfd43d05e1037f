using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Says what a scenario changed in a message of a timeline.</summary>
internal static class AlteredMessage
{
    const string FirstAttempt = " (attempt 1)";

    /// <summary>The changed fields; empty when the message was sent as the gateway wrote it.</summary>
    public static IReadOnlyList<AlteredField> FieldsOf(TimelineEntry entry) =>
        entry is { Unaltered: { } own, Request: { } sent } ? AlteredField.Between(own, sent) : [];

    /// <summary>What was sent, such as "sent with Amount 999 instead of 1000"; null when nothing was changed.</summary>
    public static Note? Of(TimelineEntry entry)
    {
        if (entry.Unaltered is null) return null;
        var fields = FieldsOf(entry);
        // Masked values are equal, whatever was changed in them.
        if (fields.Count == 0) return new("sent with another value of a secret field", "秘密の項目の値を変えて送信");
        return new($"sent {string.Join(", ", fields.Select(English))}", $"{string.Join('、', fields.Select(Japanese))}送信");
    }

    /// <summary>The message and what was sent, in one phrase; null when nothing was changed.</summary>
    public static Note? Whole(TimelineEntry entry)
    {
        if (Of(entry) is not { } sent) return null;
        var what = entry.What.Replace(FirstAttempt, "", StringComparison.Ordinal);
        var japanese = (TimelineTranslations.ToJapanese(entry.What) ?? entry.What).Replace("（1回目）", "", StringComparison.Ordinal);
        return new($"{what} {sent.En}", $"{japanese}：{sent.Ja}");
    }

    static string English(AlteredField field) => field switch
    {
        { New: null } => $"without {field.Name}",
        { Old: null } => $"with {field.Name} {Shown(field.New)} added",
        _ => $"with {field.Name} {Shown(field.New)} instead of {Shown(field.Old)}",
    };

    static string Japanese(AlteredField field) => field switch
    {
        { New: null } => $"{field.Name} を省いて",
        { Old: null } => $"{field.Name} {Shown(field.New)} を加えて",
        _ => $"{field.Name} を {Shown(field.Old)} から {Shown(field.New)} に変えて",
    };

    static string Shown(string? value) => value is { Length: > 0 } ? value : "\"\"";
}
