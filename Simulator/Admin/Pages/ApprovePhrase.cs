using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>How the consumer pays, as the second half of a sentence.</summary>
internal static class ApprovePhrase
{
    public static LocalText Of(ScenarioAction.Approve approve)
    {
        List<LocalText> how = [.. Means(approve), .. Manners(approve.Behaviour)];
        var more = Afterwards(approve.Behaviour).ToList();
        var en = how.Count == 0 ? "pays" : $"pays {string.Join(", ", how.Select(part => part.En))}";
        var ja = how.Count == 0 ? "" : $"{string.Join("、", how.Select(part => part.Ja))}で";
        return new(
            string.Join(", and ", [en, .. more.Select(part => part.En)]),
            more.Count == 0 ? $"{ja}支払う" : $"{ja}支払い、{string.Join("、", more.Select(part => part.Ja))}");
    }

    static IEnumerable<LocalText> Means(ScenarioAction.Approve approve)
    {
        if (approve.Member is { } member) yield return new($"as member {member}", $"会員 {member}");
        if (approve.Points == PointsUse.All) yield return new("with all points", "全ポイント");
        else if (approve.Points != PointsUse.None) yield return new($"with {approve.Points} points", $"{approve.Points}ポイント");
        if (approve.Coupon is { } coupon) yield return new($"with coupon {coupon}", $"クーポン {coupon}");
        if (approve.Card is { } card) yield return new($"with card {card}", $"カード {card}");
    }

    static IEnumerable<LocalText> Manners(ConsumerBehaviour behaviour)
    {
        if (behaviour.Clicks > 1) yield return new($"pressing pay {Text(behaviour.Clicks)} times", $"支払ボタン{Text(behaviour.Clicks)}回押し");
        if (behaviour.Tabs > 1) yield return new($"in {Text(behaviour.Tabs)} tabs", $"{Text(behaviour.Tabs)}つのタブ");
    }

    // The last one ends the Japanese sentence.
    static IEnumerable<LocalText> Afterwards(ConsumerBehaviour behaviour)
    {
        if (behaviour.GoesBack) yield return new("goes back and pays again", behaviour.Reloads ? "戻って再び支払い" : "戻って再び支払う");
        if (behaviour.Reloads) yield return new("reloads the page that returns to the shop", "ショップに戻るページを再読み込みする");
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
