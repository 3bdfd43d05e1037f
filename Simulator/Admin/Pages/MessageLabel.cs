using System.Text.RegularExpressions;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of a message's label in the diagram: the API's name first, then what it does in a few words. A message that is no
/// call has its own words only.
/// </summary>
internal static partial class MessageLabel
{
    public static Dictionary<string, object?> Of(TimelineEntry entry, MerchantActions actions)
    {
        var call = Call().Match(entry.What);
        var api = call.Groups["api"].Value;
        if (!call.Success || actions.BriefOf(api) is not { } brief)
            return Model(isApi: false, (entry.What, TimelineTranslations.ToJapanese(entry.What) ?? entry.What), ("", ""));
        var isByOperator = entry.Note?.StartsWith(TimelineEntry.SentBy(TimelineEntry.OperatorForTheShop), StringComparison.Ordinal) == true;
        var (en, ja) = Say(entry, call, brief);
        return Model(isApi: true, (api, api), (isByOperator ? $"{en}, by an operator" : en, isByOperator ? $"{ja}（運用者の操作）" : ja));
    }

    static (string En, string Ja) Say(TimelineEntry entry, Match call, (string En, string Ja) brief)
    {
        if (call.Groups["result"].Success) return ("answers", "の応答");
        if (call.Groups["refused"].Success) return Refused(entry.Answer?.GetValueOrDefault("ErrInfo") ?? "");
        if (!call.Groups["rest"].Success) return brief;
        var japanese = TimelineTranslations.ToJapanese(entry.What)?.Split('：', 2) ?? [];
        return (call.Groups["rest"].Value, japanese is [_, var rest] ? rest : call.Groups["rest"].Value);
    }

    static (string En, string Ja) Refused(string codes) =>
        codes.Length == 0 ? ("is refused", "を拒否") : ($"is refused: {codes}", $"を拒否：{codes}");

    static Dictionary<string, object?> Model(bool isApi, (string En, string Ja) lead, (string En, string Ja) say) => new()
    {
        ["is_api"] = isApi,
        ["en"] = lead.En,
        ["ja"] = lead.Ja,
        ["say_en"] = say.En,
        ["say_ja"] = say.Ja,
    };

    [GeneratedRegex(@"^(?<result>result of )?(?<api>\w+)(?<refused> refused)?(: (?<rest>.+))?$")]
    private static partial Regex Call();
}
