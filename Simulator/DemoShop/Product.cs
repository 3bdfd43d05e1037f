namespace KantanSim.DemoShop;

/// <summary>A product that the shop sells, once or each month. Its picture is <c>/assets/shop/{Id}.svg</c>.</summary>
/// <param name="Price">Yen, without tax.</param>
internal sealed record Product(string Id, int Price, string En, string Ja, string HintEn, string HintJa, bool IsMonthly = false)
{
    /// <summary>Yen, tax included.</summary>
    public int Total => DemoShop.Price.OfNet(Price).Total;

    // The names contain 表, ポ and ソ on purpose: in CP932 the second byte of these is a backslash or a vertical bar.
    public static readonly Product[] All =
    [
        new("sticker", 100,    "Bookmark sticker",   "しおりシール",           "The smallest thing we sell",                "いちばん小さな品です"),
        new("card",    480,    "Paper boat card",    "紙の舟の表紙カード",     "For a letter that should travel",           "旅する手紙に"),
        new("pot",     2_400,  "Slow teapot",        "ひと休みポット",         "Pours at its own pace",                     "急がず注げる急須です"),
        new("lamp",    6_500,  "Crescent lamp",      "三日月ランプ",           "Never waxes, never wanes",                  "満ちも欠けもしない灯り"),
        new("clock",   12_800, "Unhurried clock",    "のんびり時計",           "Runs on real or simulated time",            "実時刻でも模擬時刻でも動きます"),
        new("sofa",    98_000, "Afternoon sofa",     "昼下がりのソファ",       "A large amount, for large amounts of naps", "大きな金額と大きな昼寝に"),
        new("tea",     980,    "Tea by post",        "月替わりのお茶便",       "Another tea each month, until you end it",  "毎月ちがうお茶が届く定期便。いつでも解約できます", IsMonthly: true),
    ];

    public static Product? Find(string id) => All.FirstOrDefault(product => product.Id == id);
}
