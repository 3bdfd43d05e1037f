#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>A rule of a scenario as one sentence in both languages: when, on which condition, what happens, how often.</summary>
internal static class RuleSentence
{
    public static LocalText Of(Rule rule)
    {
        var text = Short(rule);
        var more = Extras(rule).ToList();
        if (more.Count == 0) return new($"{text.En}.", $"{text.Ja}。");
        return new(
            $"{text.En} ({string.Join(", ", more.Select(part => part.En))}).",
            $"{text.Ja}（{string.Join("、", more.Select(part => part.Ja))}）。");
    }

    /// <summary>When and what, without conditions and without a full stop.</summary>
    public static LocalText Short(Rule rule)
    {
        var when = When(rule);
        var what = rule.SourceText is null ? ActionPhrase.Of(rule.Then, rule.When) : OfFormula(rule);
        return new($"{when.En}: {what.En}", $"{when.Ja}、{what.Ja}");
    }

    /// <summary>The hook, with the API or the notified status that the rule is for.</summary>
    public static LocalText When(Rule rule)
    {
        var api = rule.Match?.Operation;
        var status = rule.Match?.Status;
        return rule.When switch
        {
            var hook when hook == Hook.Received     => new($"A call of {api ?? "any API"} arrives", $"{In(api, "API ")}の呼び出しが届いたとき"),
            var hook when hook == Hook.Deciding     => new(
                $"The gateway processes {api ?? "any call"}", $"ゲートウェイが{Amid(api, "呼び出し")}を処理するとき"),
            var hook when hook == Hook.Answering    => new($"The answer to {api ?? "any call"}", $"{In(api, "呼び出し")}に応答するとき"),
            var hook when hook == Hook.Starting     => new("The browser opens StartURL", "ブラウザが StartURL を開いたとき"),
            var hook when hook == Hook.WalletOpened => new("The consumer at the wallet", "利用者がウォレットを開いたとき"),
            var hook when hook == Hook.Notifying    => new(
                $"The notification of {status ?? "any status"}", $"{In(status, "すべての状態")}の結果通知を送るとき"),
            var hook when hook == Hook.Returning    => new("The browser's return to the shop", "ブラウザがショップに戻るとき"),
            _                                       => new("A month's charge", "月次課金を行うとき"),
        };
    }

    // A Latin name has spaces around it.
    static string In(string? name, string any) => name is null ? any : $"{name} ";

    static string Amid(string? name, string any) => name is null ? any : $" {name} ";

    // The values of a formula are known only when it is played.
    static LocalText OfFormula(Rule rule)
    {
        var about = ScenarioTexts.About(ActionDefinition.All.First(definition => definition.Name == rule.Then.Name));
        return new($"{about.En}, {rule.SourceText}", $"{about.Ja}：{rule.SourceText}");
    }

    static IEnumerable<LocalText> Extras(Rule rule)
    {
        var told = rule.When == Hook.Notifying ? rule.Match?.Status : null;
        var match = rule.Match is null ? "" : $"{rule.Match with { Operation = null, Status = told is null ? rule.Match.Status : null }}";
        if (match.Length > 0) yield return new($"only for {match}", $"{match} のときだけ");
        if (rule.IsByChance) yield return new($"with a chance of {Chance(rule)}", $"{Chance(rule)}の確率で");
        if (rule.Times is { } times) yield return Times(times);
        if (rule.Mode == PlayMode.Manual) yield return new("a person decides on the pages", "画面では人が操作");
    }

    static string Chance(Rule rule) => ScenarioFormatter.FormatChance(rule);

    static LocalText Times(int times)
    {
        var count = times.ToString(CultureInfo.InvariantCulture);
        return times == 1 ? new("once", "1回だけ") : new($"the first {count} times", $"最初の{count}回");
    }
}
