using System.Collections.Immutable;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>What nobody can confirm, and the settings that change it.</summary>
internal static class FidelityOfChoices
{
    static readonly Choices Defaults = new();

    public static FidelityTable Of(Choices choices) => new(
        "choices", ("Choices", "選択できる挙動"),
        ("What no public source settles. Whoever has seen the live service sets KantanSim to it, for the server by `KantanSim:Protocol:NAME`, or for one shop.", "公開資料では決まらない挙動です。実サービスの挙動に合わせて、サーバー全体（`KantanSim:Protocol:名前`）またはショップごとに設定できます。"),
        [("setting", "設定名"), ("about", "内容"), ("allowed", "設定できる値"), ("default", "既定値"), ("whose", "対象"), ("how sure", "確度")],
        [.. ChoiceTable.All.Select(choice => Row(choice, choices))]);

    static ImmutableArray<Cell> Row(Choice choice, Choices choices) =>
    [
        $"`KantanSim:Protocol:{choice.Name}`",
        (choice.About, choice.AboutJa),
        (choice.Allowed, choice.AllowedJa),
        Value(choice.Written(Defaults), choice.Written(choices)),
        choice.OfServer ? ("server", "サーバー") : new("server or shop", "サーバー／ショップ"),
        choice.Fact,
    ];

    static Cell Value(string byDefault, string here) =>
        here == byDefault ? Shown(byDefault) : ($"{Shown(byDefault).En}\nhere: {Shown(here).En}", $"{Shown(byDefault).Ja}\n現在：{Shown(here).Ja}");

    static Cell Shown(string value) => value.Length == 0 ? ("empty", "空") : $"`{value.Replace(",", ", ", StringComparison.Ordinal)}`";
}
