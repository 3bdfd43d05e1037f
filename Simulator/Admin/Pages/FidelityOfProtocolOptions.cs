using System.Collections.Immutable;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>What nobody can confirm, and the settings that change it.</summary>
internal static class FidelityOfProtocolOptions
{
    static readonly ProtocolOptions Defaults = new();

    public static FidelityTable Of(ProtocolOptions choices) => new(
        "choices", ("Choices", "選択できる挙動"),
        ("What no public source settles. Whoever has seen the live service sets KantanSim to it, for the server by `KantanSim:Protocol:NAME`, or for one shop.", "公開資料では決まらない挙動です。実サービスの挙動に合わせて、サーバー全体（`KantanSim:Protocol:名前`）またはショップごとに設定できます。"),
        [("setting", "設定名"), ("about", "内容"), ("allowed", "設定できる値"), ("default", "既定値"), ("whose", "対象"), ("how sure", "確度")],
        [.. ProtocolOptionCatalog.All.Select(choice => Row(choice, choices))]);

    static ImmutableArray<FidelityCell> Row(ProtocolOption choice, ProtocolOptions choices) =>
    [
        $"`KantanSim:Protocol:{choice.Name}`",
        (choice.About, choice.AboutJa),
        (choice.Allowed, choice.AllowedJa),
        Value(choice.Format(Defaults), choice.Format(choices)),
        choice.IsServerOnly ? ("server", "サーバー") : new("server or shop", "サーバー／ショップ"),
        choice.Fact,
    ];

    static FidelityCell Value(string byDefault, string here) =>
        here == byDefault ? Shown(byDefault) : ($"{Shown(byDefault).En}\nhere: {Shown(here).En}", $"{Shown(byDefault).Ja}\n現在：{Shown(here).Ja}");

    static FidelityCell Shown(string value) => value.Length == 0 ? ("empty", "空") : $"`{value.Replace(",", ", ", StringComparison.Ordinal)}`";
}
