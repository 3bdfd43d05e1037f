#pragma warning disable format // aligned tables
namespace KantanSim.Scenarios.Files;

/// <summary>What the shop sees of a scenario.</summary>
/// <param name="Id">Its word in queries.</param>
/// <param name="Label">What pages call it.</param>
internal sealed record ScenarioEffect(string Id, LocalText Label)
{
    public static readonly ScenarioEffect Refused              = Of("refused",              "call or start refused",    "拒否される");
    public static readonly ScenarioEffect Late                 = Of("late",                 "answer late",              "応答が遅れる");
    public static readonly ScenarioEffect AnswerLost           = Of("answer-lost",          "answer lost",              "応答が届かない");
    public static readonly ScenarioEffect AnswerBroken         = Of("answer-broken",        "answer broken",            "応答が壊れる");
    public static readonly ScenarioEffect HttpError            = Of("http-error",           "HTTP error",               "HTTP エラー");
    public static readonly ScenarioEffect WalletClosed         = Of("wallet-closed",        "wallet closed",            "ウォレットを閉じる");
    public static readonly ScenarioEffect Cancelled            = Of("cancelled",            "cancelled",                "キャンセル");
    public static readonly ScenarioEffect Declined             = Of("declined",             "declined by the wallet",   "ウォレットが断る");
    public static readonly ScenarioEffect ResultUnknown        = Of("result-unknown",       "result unknown",           "結果が分からない");
    public static readonly ScenarioEffect Expired              = Of("expired",              "payment term expired",     "支払期限切れ");
    public static readonly ScenarioEffect Repeated             = Of("repeated",             "consumer repeats a step",  "利用者が操作を繰り返す");
    public static readonly ScenarioEffect OtherMeans           = Of("other-means",          "points, coupon, card, …",  "ポイント・クーポン・カード等");
    public static readonly ScenarioEffect Paid                 = Of("paid",                 "paid as usual",            "通常どおり支払う");
    public static readonly ScenarioEffect NotificationOmitted  = Of("notification-omitted", "notification omitted",     "結果通知が来ない");
    public static readonly ScenarioEffect NotificationLate     = Of("notification-late",    "notification late",        "結果通知が遅れる");
    public static readonly ScenarioEffect NotificationRepeated = Of("notification-duplicated", "notification duplicated", "結果通知が重複する");
    public static readonly ScenarioEffect NotificationAltered  = Of("notification-altered", "notification altered",     "結果通知の内容が変わる");
    public static readonly ScenarioEffect ReturnMissing        = Of("return-missing",       "browser does not return",  "ブラウザが戻らない");
    public static readonly ScenarioEffect ReturnLate           = Of("return-late",          "browser returns late",     "ブラウザの戻りが遅れる");
    public static readonly ScenarioEffect ReturnRepeated       = Of("return-repeated",      "browser returns twice",    "ブラウザが2回戻る");
    public static readonly ScenarioEffect ReturnAltered        = Of("return-altered",       "return altered",           "戻りの内容が変わる");
    public static readonly ScenarioEffect Order                = Of("order",                "notification or return first", "結果通知と戻りの順序");
    public static readonly ScenarioEffect ChargeFails          = Of("charge-fails",         "monthly charge fails",     "月次課金の失敗");

    public static readonly IReadOnlyList<ScenarioEffect> All =
    [
        Refused, Late, AnswerLost, AnswerBroken, HttpError, WalletClosed, Cancelled, Declined, ResultUnknown, Expired, Repeated, OtherMeans,
        NotificationOmitted, NotificationLate, NotificationRepeated, NotificationAltered, ReturnMissing, ReturnLate, ReturnRepeated,
        ReturnAltered, Order, ChargeFails, Paid,
    ];

    static ScenarioEffect Of(string id, string en, string ja) => new(id, new(en, ja));
}
