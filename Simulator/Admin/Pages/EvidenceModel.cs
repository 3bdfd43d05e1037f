using System.Globalization;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of a message that shows a finding about a payment. Its <c>href</c> is empty for a post of the gateway that is neither
/// on the timeline nor in the list of calls.
/// </summary>
internal static class EvidenceModel
{
    public static Dictionary<string, object?> Of(
        Advice.Evidence evidence, IReadOnlyList<TimelineEntry> timeline, IReadOnlyList<Observation> observations)
    {
        if (evidence.Entry is { } index && index < timeline.Count)
        {
            var what = timeline[index].What;
            return Model($"#{MessageModel.Id(index + 1)}", what, TimelineTranslations.ToJapanese(what) ?? what);
        }
        var call = observations.FirstOrDefault(one => one.Number == evidence.Call);
        return call?.Kind switch
        {
            ObservedKind.ReturnPost => Model("", $"the post to RetURL: HTTP {call.HttpStatus}", $"RetURL への送信：HTTP {call.HttpStatus}"),
            ObservedKind.ConnectivityTest => Model("", $"the connectivity test: HTTP {call.HttpStatus}", $"疎通テスト：HTTP {call.HttpStatus}"),
            _ => Model(PathOfCall(evidence.Call), call?.Api ?? "a call", call?.Api ?? "呼び出し"),
        };
    }

    /// <summary>The place of a call in the list of calls: the page that has it, opened.</summary>
    public static string PathOfCall(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"/traffic?call={number}#call-{number}");

    static Dictionary<string, object?> Model(string href, string en, string ja) => new() { ["href"] = href, ["en"] = en, ["ja"] = ja };
}
