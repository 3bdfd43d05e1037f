using System.Collections.Immutable;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>The table of protocol options: what no source confirms, and the settings that change it.</summary>
internal static class FidelityOfProtocolOptions
{
    static readonly ProtocolOptions Defaults = new();

    public static FidelityTable Of(ProtocolOptions configured) => new(
        "choices", ("Protocol choices", "選択できる挙動"),
        (
            "Behaviour that no public source settles. If you know what the live service did, configure it: for the whole server with "
                + "`KantanSim:Protocol:NAME`, or for one shop.",
            "公開資料では決まらない挙動です。実サービスの挙動に合わせて、サーバー全体（`KantanSim:Protocol:名前`）またはショップごとに設定できます。"
        ),
        [
            ("setting", "設定名"), ("description", "内容"), ("allowed values", "設定できる値"), ("default", "既定値"), ("scope", "対象"),
            ("confidence", "確度"),
        ],
        [.. ProtocolOptionCatalog.All.Select(option => Row(option, configured))]);

    static ImmutableArray<FidelityCell> Row(ProtocolOption option, ProtocolOptions configured) =>
    [
        $"`KantanSim:Protocol:{option.Name}`",
        (option.About, option.AboutJa),
        (option.Allowed, option.AllowedJa),
        Value(option.Format(Defaults), option.Format(configured)),
        option.IsServerOnly ? ("server", "サーバー") : new("server or shop", "サーバー／ショップ"),
        option.Fact,
    ];

    static FidelityCell Value(string byDefault, string configured)
    {
        var first = Code(byDefault);
        if (configured == byDefault) return first;
        var here = Code(configured);
        return ($"{first.En}\nhere: {here.En}", $"{first.Ja}\n現在：{here.Ja}");
    }

    // The spaces let a long list wrap.
    static FidelityCell Code(string value) =>
        value.Length == 0 ? ("empty", "空") : $"`{value.Replace(",", ", ", StringComparison.Ordinal)}`";
}
