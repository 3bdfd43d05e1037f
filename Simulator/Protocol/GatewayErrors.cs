using KantanSim.Transactions;

namespace KantanSim.Protocol;

/// <summary>The catalogue: one row a code, in the order of the protocol's numbers, with what it means in our words.</summary>
internal static class GatewayErrors
{
    static readonly Dictionary<string, (string En, string Ja)> Meanings = [];

    public static readonly ErrorCode OlderThan180Days        = Row("E11010017", "The transaction is older than 180 days",                     "取引から180日を過ぎています");
    public static readonly ErrorCode NotPost                 = Row("E31500014", "Called with a method other than POST",                       "POST以外で呼び出されました");
    public static readonly ErrorCode MethodSuspended         = Row("E61020001", "The payment method is not usable for this shop yet",         "この決済手段はまだ利用できません");
    public static readonly ErrorCode MethodNotInContract     = Row("E61030001", "The shop has no contract for this payment method",           "この決済手段の契約がありません");
    public static readonly ErrorCode BodyUnreadable          = Row("E91099996", "The request's body could not be taken",                      "リクエスト本文を受け付けられません");
    public static readonly ErrorCode NoSuchApi               = Row("E91099997", "There is no API of this name",                               "この名前のAPIはありません");
    public static readonly ErrorCode VersionTooLong          = Row("M01001005", "Version is longer than 3 characters",                        "Versionが3文字を超えています");
    public static readonly ErrorCode ShopIdMissing           = Row("M01002001", "ShopID is missing",                                          "ShopIDがありません");
    public static readonly ErrorCode ShopUnknown             = Row("M01002002", "No shop has this ShopID and ShopPass",                       "ShopIDとShopPassの組が一致しません");
    public static readonly ErrorCode ShopIdFormat            = Row("M01002008", "ShopID is not up to 13 letters and digits",                  "ShopIDは英数字13文字までです");
    public static readonly ErrorCode ShopPassMissing         = Row("M01003001", "ShopPass is missing",                                        "ShopPassがありません");
    public static readonly ErrorCode ShopPassFormat          = Row("M01003008", "ShopPass is not up to 10 letters and digits",                "ShopPassは英数字10文字までです");
    public static readonly ErrorCode OrderIdMissing          = Row("M01004001", "OrderID is missing",                                         "OrderIDがありません");
    public static readonly ErrorCode OrderUnknown            = Row("M01004002", "The shop has no transaction with this OrderID",              "このOrderIDの取引はありません");
    public static readonly ErrorCode OrderTaken              = Row("M01004010", "The shop has used this OrderID before",                      "このOrderIDは使用済みです");
    public static readonly ErrorCode OrderIdTooLong          = Row("M01004012", "OrderID is longer than 27 characters",                       "OrderIDが27文字を超えています");
    public static readonly ErrorCode OrderIdCharacters       = Row("M01004013", "OrderID has something other than letters, digits, hyphens",  "OrderIDは英数字とハイフンのみです");
    public static readonly ErrorCode AlreadyRequested        = Row("M01004014", "The payment of this order was requested before",             "この取引の決済は要求済みです");
    public static readonly ErrorCode AmountMissing           = Row("M01005001", "Amount is missing",                                          "Amountがありません");
    public static readonly ErrorCode AmountTooLong           = Row("M01005005", "Amount has more than 7 digits",                              "Amountが7桁を超えています");
    public static readonly ErrorCode AmountNotNumber         = Row("M01005006", "Amount has something other than digits",                     "Amountは数字のみです");
    public static readonly ErrorCode AmountOutOfRange        = Row("M01005011", "Amount, or Amount and Tax together, is not 1 to 9,999,999",  "金額の合計は1から9,999,999です");
    public static readonly ErrorCode TaxTooLong              = Row("M01006005", "Tax has more than 7 digits",                                 "Taxが7桁を超えています");
    public static readonly ErrorCode TaxNotNumber            = Row("M01006006", "Tax has something other than digits",                        "Taxは数字のみです");
    public static readonly ErrorCode AccessIdMissing         = Row("M01007001", "AccessID is missing",                                        "AccessIDがありません");
    public static readonly ErrorCode AccessIdFormat          = Row("M01007008", "AccessID is not 32 letters and digits",                      "AccessIDは英数字32文字です");
    public static readonly ErrorCode AccessPassMissing       = Row("M01008001", "AccessPass is missing",                                      "AccessPassがありません");
    public static readonly ErrorCode AccessPassFormat        = Row("M01008008", "AccessPass is not 32 letters and digits",                    "AccessPassは英数字32文字です");
    public static readonly ErrorCode ClientField1TooLong     = Row("M01039012", "ClientField1 is longer than 100 bytes",                      "ClientField1が100バイトを超えています");
    public static readonly ErrorCode ClientField1Characters  = Row("M01039013", "ClientField1 has a forbidden character",                     "ClientField1に使えない文字があります");
    public static readonly ErrorCode ClientField2TooLong     = Row("M01040012", "ClientField2 is longer than 100 bytes",                      "ClientField2が100バイトを超えています");
    public static readonly ErrorCode ClientField2Characters  = Row("M01040013", "ClientField2 has a forbidden character",                     "ClientField2に使えない文字があります");
    public static readonly ErrorCode ClientField3TooLong     = Row("M01041012", "ClientField3 is longer than 100 bytes",                      "ClientField3が100バイトを超えています");
    public static readonly ErrorCode ClientField3Characters  = Row("M01041013", "ClientField3 has a forbidden character",                     "ClientField3に使えない文字があります");
    public static readonly ErrorCode ClientFieldFlagTooLong  = Row("M01042005", "ClientFieldFlag is longer than 1 character",                 "ClientFieldFlagが1文字を超えています");
    public static readonly ErrorCode ClientFieldFlagUnknown  = Row("M01042011", "ClientFieldFlag is neither 0 nor 1",                         "ClientFieldFlagは0か1です");
    public static readonly ErrorCode PaymentTermTooLong      = Row("M01048005", "PaymentTermSec has more than 5 digits",                      "PaymentTermSecが5桁を超えています");
    public static readonly ErrorCode PaymentTermNotNumber    = Row("M01048006", "PaymentTermSec has something other than digits",             "PaymentTermSecは数字のみです");
    public static readonly ErrorCode PaymentTermOutOfRange   = Row("M01048011", "PaymentTermSec is not 120 to 86400",                         "PaymentTermSecは120から86400です");
    public static readonly ErrorCode PayTypeMissing          = Row("M01051001", "PayType is missing",                                         "PayTypeがありません");
    public static readonly ErrorCode PayTypeTooLong          = Row("M01051005", "PayType is longer than 2 characters",                        "PayTypeが2文字を超えています");
    public static readonly ErrorCode PayTypeUnknown          = Row("M01051011", "PayType names no method",                                    "PayTypeに該当する決済手段はありません");
    public static readonly ErrorCode JobCdMissing            = Row("M01054001", "JobCd is missing",                                           "JobCdがありません");
    public static readonly ErrorCode WrongState              = Row("M01054004", "The operation is not possible in the present status",        "現在の状態ではできない操作です");
    public static readonly ErrorCode JobCdUnknown            = Row("M01054010", "JobCd is neither AUTH nor CAPTURE",                          "JobCdはAUTHかCAPTUREです");
    public static readonly ErrorCode TransactionUnknown      = Row("M01058002", "No transaction has this AccessID and AccessPass",            "AccessIDとAccessPassの組が一致しません");
    public static readonly ErrorCode TransactionOfOtherShop  = Row("M01058010", "The transaction belongs to another shop",                    "別のショップの取引です");
    public static readonly ErrorCode ReturnUrlMissing        = Row("M01059001", "RetURL is missing",                                          "RetURLがありません");
    public static readonly ErrorCode ReturnUrlTooLong        = Row("M01059005", "RetURL is longer than 2048 characters",                      "RetURLが2048文字を超えています");
    public static readonly ErrorCode AuthorisationOver       = Row("M01060010", "The authorisation's validity is over",                       "仮売上の有効期限が切れています");
    public static readonly ErrorCode ItemNameMissing         = Row("M01232001", "ItemName is missing",                                        "ItemNameがありません");
    public static readonly ErrorCode ItemNameTooLong         = Row("M01232005", "ItemName is longer than 255 bytes",                          "ItemNameが255バイトを超えています");
    public static readonly ErrorCode ItemNameCharacters      = Row("M01232013", "ItemName has a forbidden character",                         "ItemNameに使えない文字があります");
    public static readonly ErrorCode TooLateAfterSale        = Row("M01233011", "Too late after the sale",                                    "売上確定後の操作期限を過ぎています");
    public static readonly ErrorCode IllegalTransition       = Row("RC1000001", "The payment cannot be started in its present status",        "現在の状態では支払いを開始できません");
    public static readonly ErrorCode PaymentExpired          = Row("RC1000002", "The payment term is over",                                   "支払期限が切れています");
    public static readonly ErrorCode AlreadyPaid             = Row("RC1000003", "The payment is made already",                                "すでに支払い済みです");
    public static readonly ErrorCode StartAccessIdFormat     = Row("RC1000005", "The browser brought no well-formed AccessID",                "AccessIDの形式が正しくありません");
    public static readonly ErrorCode StartUnknown            = Row("RC1000006", "The browser brought the AccessID of no transaction",         "AccessIDに該当する取引がありません");
    public static readonly ErrorCode StartTampered           = Row("RC1000007", "The browser brought a Token that does not fit",              "Tokenが一致しません");
    public static readonly ErrorCode ResultInWrongState      = Row("RC1000008", "The wallet's result came in a status that takes none",       "結果を受け付けられない状態です");
    public static readonly ErrorCode PaymentFailed           = Row("RC1000009", "The payment failed, or the consumer stopped it",             "支払いが失敗または中止されました");
    public static readonly ErrorCode CardRefused             = Row("RC1000112", "The card's authorisation was refused",                       "カードのオーソリが拒否されました");

    /// <summary>Every code that the simulator can send.</summary>
    public static IReadOnlyCollection<string> All => Meanings.Keys;

    /// <summary>What a code means, in English and Japanese; the code itself when it is none of ours.</summary>
    public static (string En, string Ja) Meaning(string info) => Meanings.TryGetValue(info, out var meaning) ? meaning : (info, info);

    static ErrorCode Row(string info, string en, string ja)
    {
        if (!Meanings.TryAdd(info, (en, ja))) throw new InvalidOperationException($"{info} stands twice in the catalogue.");
        return new(info);
    }
}
