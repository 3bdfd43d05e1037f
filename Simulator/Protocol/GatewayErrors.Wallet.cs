using KantanSim.Transactions;
using static KantanSim.Fidelity.Facts;

namespace KantanSim.Protocol;

/// <summary>The codes of this wallet's two methods: one-shot (RC1, RC2, M0123x) and recurring (RC3, RC4, M0125x).</summary>
internal static partial class GatewayErrors
{
    public static readonly ErrorCode ItemNameMissing             = Asked("M01232001", Table, "ItemName",           "ItemName is missing",                                                "ItemNameがありません");
    public static readonly ErrorCode ItemNameTooLong             = Asked("M01232005", Table, "ItemName",           "ItemName has too many bytes",                                  "ItemNameのバイト数が多すぎます");
    public static readonly ErrorCode ItemNameCharacters          = Asked("M01232013", Table, "ItemName",           "ItemName has a forbidden character",                                 "ItemNameに使えない文字があります");
    public static readonly ErrorCode TooLateAfterSale            = Asked("M01233011", Table, "",                   "Too late after the sale",                                            "売上確定後の操作期限を過ぎています");
    public static readonly ErrorCode ChangedAmountRefused        = Asked("M01234010", Table, "Amount+Tax",         "The payment cannot be changed to this amount",                       "この金額には変更できません");
    public static readonly ErrorCode ChangeClosed                = Asked("M01235010", Table, "",                   "Amounts cannot be changed at this time",                             "現在は金額変更ができない時間帯です");
    public static readonly ErrorCode NothingToExtend             = Asked("M01236002", Table, "",                   "There is no authorisation to extend",                                "延長できる仮売上がありません");
    public static readonly ErrorCode TooLateToExtend             = Asked("M01237011", Table, "",                   "The time for extending the authorisation is over",                   "オーソリ延長の期限を過ぎています");
    public static readonly ErrorCode MonthlyItemNameMissing      = Asked("M01250001", Table, "ItemName",           "ItemName is missing",                                                "ItemNameがありません");
    public static readonly ErrorCode MonthlyItemNameTooLong      = Asked("M01250005", Table, "ItemName",           "ItemName has too many characters",                                   "ItemNameの文字数が多すぎます");
    public static readonly ErrorCode MonthlyItemNameTooManyBytes = Asked("M01250012", Table, "ItemName",           "ItemName has too many bytes",                                        "ItemNameのバイト数が多すぎます");
    public static readonly ErrorCode MonthlyItemNameCharacters   = Asked("M01250013", Table, "ItemName",           "ItemName has a forbidden character",                                 "ItemNameに使えない文字があります");
    public static readonly ErrorCode ChargeDayMissing            = Asked("M01251001", Table, "ChargeDay",          "ChargeDay is missing",                                               "ChargeDayがありません");
    public static readonly ErrorCode ChargeDayNotNumber          = Asked("M01251006", Table, "ChargeDay",          "ChargeDay has something other than digits",                          "ChargeDayは数字のみです");
    public static readonly ErrorCode ChargeDayUnknown            = Asked("M01251010", Table, "ChargeDay",          "ChargeDay is none of the days that can be chosen",                   "ChargeDayに指定できない日です");
    public static readonly ErrorCode FirstMonthFreeMissing       = Asked("M01252001", Table, "FirstMonthFreeFlag", "FirstMonthFreeFlag is missing",                                      "FirstMonthFreeFlagがありません");
    public static readonly ErrorCode FirstMonthFreeFormat        = Asked("M01252008", Table, "FirstMonthFreeFlag", "FirstMonthFreeFlag is neither 0 nor 1",                              "FirstMonthFreeFlagは0か1です");
    public static readonly ErrorCode MonthMissing                = Asked("M01253001", Table, "ContinuanceMonth",   "ContinuanceMonth is missing",                                        "ContinuanceMonthがありません");
    public static readonly ErrorCode MonthTooLong                = Asked("M01253005", Table, "ContinuanceMonth",   "ContinuanceMonth has more than 6 digits",                            "ContinuanceMonthが6桁を超えています");
    public static readonly ErrorCode MonthNotNumber              = Asked("M01253006", Table, "ContinuanceMonth",   "ContinuanceMonth has something other than digits",                   "ContinuanceMonthは数字のみです");
    public static readonly ErrorCode MonthUnknown                = Asked("M01253010", Table, "ContinuanceMonth",   "ContinuanceMonth is no month such as 202601",                        "ContinuanceMonthは202601のような年月です");
    public static readonly ErrorCode NoChargeInMonth             = Asked("M01254002", Table, "ContinuanceMonth",   "There is no charge in this month",                                   "この月の課金データはありません");
    public static readonly ErrorCode TooLateAfterCharge          = Asked("M01255011", Table, "ContinuanceMonth",   "Too late after the charge",                                          "課金確定後の操作期限を過ぎています");
    public static readonly ErrorCode MonthlyAmountRefused        = Asked("M01257010", Table, "Amount+Tax",         "The contract cannot be changed to this amount",                      "契約をこの金額には変更できません");
    public static readonly ErrorCode IllegalTransition           = Asked("RC1000001", Table, "",                   "The payment cannot be started in its present status",                "現在の状態では支払いを開始できません");
    public static readonly ErrorCode PaymentExpired              = Asked("RC1000002", Table, "",                   "The payment term is over",                                           "支払期限が切れています");
    public static readonly ErrorCode AlreadyPaid                 = Asked("RC1000003", Table, "",                   "The payment is made already",                                        "すでに支払い済みです");
    public static readonly ErrorCode StartAccessIdFormat         = Asked("RC1000005", Table, "AccessID",           "The browser brought no well-formed AccessID",                        "AccessIDの形式が正しくありません");
    public static readonly ErrorCode StartUnknown                = Asked("RC1000006", Table, "AccessID",           "The browser brought the AccessID of no transaction",                 "AccessIDに該当する取引がありません");
    public static readonly ErrorCode StartTampered               = Asked("RC1000007", Table, "",                   "The browser brought a Token that does not fit",                      "Tokenが一致しません");
    public static readonly ErrorCode ResultInWrongState          = Asked("RC1000008", Table, "",                   "The wallet's result came in a status that takes none",               "結果を受け付けられない状態です");
    public static readonly ErrorCode PaymentFailed               = Asked("RC1000009", Table, "",                   "The payment failed, or the consumer stopped it",                     "支払いが失敗または中止されました");
    public static readonly ErrorCode PaidByPointsOnly            = Asked("RC1000111", Table, "",                   "Paid wholly by points: the wallet refuses the operation",            "全額ポイント払いのためウォレットが操作を拒否しました");
    public static readonly ErrorCode CardRefused                 = Asked("RC1000112", Table, "",                   "The card's authorisation was refused",                               "カードのオーソリが拒否されました");
    public static readonly ErrorCode ContractIllegalTransition   = Asked("RC3000001", Table, "",                   "The sign-up cannot be started in its present status",                "現在の状態では申込みを開始できません");
    public static readonly ErrorCode ContractExpired             = Asked("RC3000002", Table, "",                   "The time for the sign-up is over",                                   "申込みの期限が切れています");
    public static readonly ErrorCode ContractAlreadyMade         = Asked("RC3000003", Table, "",                   "The contract is made already",                                       "すでに契約済みです");
    public static readonly ErrorCode ContractStartAccessIdFormat = Asked("RC3000005", Table, "AccessID",           "The browser brought no well-formed AccessID",                        "AccessIDの形式が正しくありません");
    public static readonly ErrorCode ContractStartUnknown        = Asked("RC3000006", Table, "AccessID",           "The browser brought the AccessID of no transaction",                 "AccessIDに該当する取引がありません");
    public static readonly ErrorCode ContractStartTampered       = Asked("RC3000007", Table, "",                   "The browser brought a Token that does not fit",                      "Tokenが一致しません");
    public static readonly ErrorCode ContractResultInWrongState  = Asked("RC3000008", Table, "",                   "The wallet's result came in a status that takes none",               "結果を受け付けられない状態です");
    public static readonly ErrorCode ContractFailed              = Asked("RC3000009", Table, "",                   "The sign-up failed, or the consumer stopped it",                     "申込みが失敗または中止されました");
    public static readonly ErrorCode ChargeFailed                = Asked("RC3000113", Table, "",                   "A month's charge failed",                                            "月の課金に失敗しました");
    public static readonly ErrorCode ChargeFailedAndEnded        = Asked("RC3000114", Table, "",                   "A month's charge failed, and the contract was ended by force",       "課金に失敗し、契約は強制的に終了しました");
    public static readonly ErrorCode WalletUnreachable           = Scripted("RC2000002", Table, "",                   "The wallet could not be reached",                                    "ウォレットと通信できません");
    public static readonly ErrorCode ContractWalletUnreachable   = Scripted("RC4000002", Table, "",                   "The wallet could not be reached",                                    "ウォレットと通信できません");
    public static readonly ErrorCode ChargeOfEndedContract       = Asked("RC3000115", Table, "",                   "A month's charge failed: the consumer had ended the contract",       "利用者が解約済みのため課金できませんでした");

    static readonly ErrorCode[] UnnamedOfTheWallet =
    [
        Scripted("RC1000101", Table, "",                   "The wallet does not take the request's values",                      "ウォレットが要求の値を受け付けません"),
        Scripted("RC1000109", Table, "",                   "In the wallet's state this operation does not apply",                "ウォレット側の状態では対象外の操作です"),
        Scripted("RC1000110", Table, "Amount",             "The refund failed: above what was paid, or out of its period",       "返金に失敗しました（金額超過または期間外）"),
        Scripted("RC2000001", Table, "",                   "The wallet's result came at a wrong state",                          "受信した結果の状態が正しくありません"),
        Scripted("RC2000009", Table, "",                   "The wallet's result came with wrong values",                         "受信した結果の値が正しくありません"),
        Scripted("RC2000010", Table, "",                   "The wallet's result is of no known transaction",                     "受信した結果に該当する取引がありません"),
        Scripted("RC2000102", Table, "",                   "The wallet's API failed inside",                                     "ウォレットのAPI内部で例外が起きました"),
        Scripted("RC2000103", Table, "",                   "The wallet holds no such data",                                      "ウォレット側に該当するデータがありません"),
        Scripted("RC2000104", Table, "",                   "The wallet is under maintenance",                                    "ウォレットはメンテナンス中です"),
        Scripted("RC2000105", Table, "",                   "The wallet's API may not be used",                                   "ウォレットのAPIを利用する権限がありません"),
        Scripted("RC2000106", Table, "ShopID",             "The wallet does not know the shop",                                  "ウォレット側にショップの登録がありません"),
        Scripted("RC2000107", Table, "Amount+Tax",         "The wallet does not take a sum of this size",                        "ウォレットが受け付けない桁数の合計額です"),
        Scripted("RC2000108", Table, "OrderID",            "The wallet does not know the order",                                 "ウォレット側に注文がありません"),
        Scripted("RC2009999", Table, "",                   "Some other fault of the wallet's side",                              "ウォレット側のその他の障害です"),
        Scripted("RC3000110", Table, "",                   "In the wallet's state this operation does not apply",                "ウォレット側の状態では対象外の操作です"),
        Scripted("RC3000111", Table, "Amount",             "The refund failed: above what was paid, or out of its period",       "返金に失敗しました（金額超過または期間外）"),
        Scripted("RC3000112", Table, "",                   "The wallet refuses, as for a consumer on its black list",            "ウォレットが利用を断りました（利用制限など）"),
        Scripted("RC4000001", Table, "",                   "The wallet's result came at a wrong state",                          "受信した結果の状態が正しくありません"),
        Scripted("RC4000003", Table, "",                   "The actual sale of a month failed",                                  "月の実売上に失敗しました"),
        Scripted("RC4000004", Table, "",                   "The actual sale failed, and so did the cancel that was to clear it", "実売上に失敗し、後始末の取消にも失敗しました"),
        Scripted("RC4000010", Table, "",                   "The wallet's result is of no known transaction",                     "受信した結果に該当する取引がありません"),
        Scripted("RC4000101", Table, "",                   "The wallet does not take the request's values",                      "ウォレットが要求の値を受け付けません"),
        Scripted("RC4000102", Table, "",                   "The wallet's API failed inside",                                     "ウォレットのAPI内部で例外が起きました"),
        Scripted("RC4000103", Table, "",                   "The wallet holds no such data",                                      "ウォレット側に該当するデータがありません"),
        Scripted("RC4000104", Table, "",                   "The wallet is under maintenance",                                    "ウォレットはメンテナンス中です"),
        Scripted("RC4000105", Table, "",                   "The wallet's API may not be used",                                   "ウォレットのAPIを利用する権限がありません"),
        Scripted("RC4000106", Table, "ShopID",             "The wallet does not know the merchant",                              "ウォレット側に加盟店の登録がありません"),
        Scripted("RC4000107", Table, "ItemName",           "The wallet does not know the item",                                  "ウォレット側に商品の登録がありません"),
        Scripted("RC4000108", Table, "Amount",             "The wallet does not take the item's amount",                         "ウォレットが商品の金額を受け付けません"),
        Scripted("RC4000109", Table, "OrderID",            "The wallet does not know the order or the contract",                 "ウォレット側に注文または契約がありません"),
        Scripted("RC4009999", Table, "",                   "Some other fault of the wallet's side",                              "ウォレット側のその他の障害です"),
    ];
}
