using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>How the consumer pays, as the second half of a sentence.</summary>
internal static class ApprovePhrase
{
    public static LocalText Of(ScenarioAction.Approve approve)
    {
        List<LocalText> parts = [.. Means(approve), .. Behaviour(approve.Behaviour)];
        if (parts.Count == 0) return new("pays", "支払う");
        return new(
            $"pays {string.Join(", ", parts.Select(part => part.En))}",
            $"{string.Join("、", parts.Select(part => part.Ja))}で支払う");
    }

    static IEnumerable<LocalText> Means(ScenarioAction.Approve approve)
    {
        if (approve.Member is { } member) yield return new($"as member {member}", $"会員 {member}");
        if (approve.Points == PointsUse.All) yield return new("with all points", "全ポイント");
        else if (approve.Points != PointsUse.None) yield return new($"with {approve.Points} points", $"{approve.Points}ポイント");
        if (approve.Coupon is { } coupon) yield return new($"with coupon {coupon}", $"クーポン {coupon}");
        if (approve.Card is { } card) yield return new($"with card {card}", $"カード {card}");
    }

    static IEnumerable<LocalText> Behaviour(ConsumerBehaviour behaviour)
    {
        if (behaviour.Clicks > 1) yield return new($"pressing pay {Text(behaviour.Clicks)} times", $"支払ボタン{Text(behaviour.Clicks)}回押し");
        if (behaviour.Tabs > 1) yield return new($"in {Text(behaviour.Tabs)} tabs", $"{Text(behaviour.Tabs)}つのタブ");
        if (behaviour.GoesBack) yield return new("goes back and pays again", "戻って再度の操作");
        if (behaviour.Reloads) yield return new("and reloads the page that returns to the shop", "戻り画面の再読み込み");
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
