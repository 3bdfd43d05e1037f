#pragma warning disable format // aligned tables
namespace KantanSim.Operations;

/// <summary>
/// The names of KantanSim's own fields of timeline entries on Japanese pages. The protocol's fields have the same name in both languages.
/// </summary>
internal static class FieldLabels
{
    static readonly Dictionary<string, string> Japanese = new(StringComparer.Ordinal)
    {
        ["HTTP status"]                 = "HTTP ステータス",
        ["body"]                        = "本文",
        ["gross"]                       = "売上額",
        ["card"]                        = "カード",
        ["points"]                      = "ポイント",
        ["coupon (wallet's)"]           = "クーポン（ウォレット負担）",
        ["coupon (shop's)"]             = "クーポン（お店負担）",
        ["coupon (borne by the wallet)"] = "クーポン（ウォレット負担）",
        ["coupon (borne by the shop)"]  = "クーポン（お店負担）",
        ["paid to the shop"]            = "お店への入金額",
        ["redirect"]                    = "リダイレクト先",
        ["error"]                       = "エラー",
        ["hint"]                        = "ヒント",
        ["received"]                    = "受信した内容",
    };

    public static string ToJapanese(string name) => Japanese.GetValueOrDefault(name, name);
}
