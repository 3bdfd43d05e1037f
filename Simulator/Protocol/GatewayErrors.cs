using KantanSim.Fidelity;
using KantanSim.Transactions;
using static KantanSim.Fidelity.Facts;

namespace KantanSim.Protocol;

/// <summary>The gateway's codes, in the order of their numbers, with what they mean in our words. Those with a name are sent by the program itself.</summary>
internal static partial class GatewayErrors
{
    public static readonly ErrorCode ConnectivityTest       = Asked("E00000000", Table, "",                    "The connectivity test of the result notification",                       "結果通知の疎通確認です");
    public static readonly ErrorCode OlderThan180Days       = Asked("E11010017", Table, "",                    "The transaction is older than 180 days",                                 "取引から180日を過ぎています");
    public static readonly ErrorCode NotPost                = Asked("E31500014", Table, "",                    "Called with a method other than POST",                                   "POST以外で呼び出されました");
    public static readonly ErrorCode MethodSuspended        = Asked("E61020001", Shared, "",                    "The payment method is not usable for this shop yet",                     "この決済手段はまだ利用できません");
    public static readonly ErrorCode MethodNotInContract    = Asked("E61030001", Shared, "",                    "The shop has no contract for this payment method",                       "この決済手段の契約がありません");
    public static readonly ErrorCode BodyUnreadable         = Asked("E91099996", Table, "",                    "The request's body could not be taken",                                  "リクエスト本文を受け付けられません");
    public static readonly ErrorCode NoSuchApi              = Asked("E91099997", Table, "",                    "There is no API of this name",                                           "この名前のAPIはありません");
    // A scenario says it, and a disk that is full.
    public static readonly ErrorCode SystemFault            = Scripted("E91099999", Table, "",                 "A system fault that nobody foresaw",                                     "想定していないシステム障害です");
    public static readonly ErrorCode GatewayTooBusy         = Asked("E92000001", Table, "",                    "Too many calls at once (the gateway's limit)",                           "同時の呼び出しが多すぎます（全体の上限）");
    public static readonly ErrorCode ShopTooBusy            = Asked("E92000002", Table, "",                    "Too many calls at once (the shop's limit)",                              "同時の呼び出しが多すぎます（ショップの上限）");
    public static readonly ErrorCode VersionTooLong         = Asked("M01001005", Shared, "Version",             "Version is longer than 3 characters",                                    "Versionが3文字を超えています");
    public static readonly ErrorCode ShopIdMissing          = Asked("M01002001", Shared, "ShopID",              "ShopID is missing",                                                      "ShopIDがありません", twin: "E01010001");
    public static readonly ErrorCode ShopUnknown            = Asked("M01002002", Shared, "ShopID/ShopPass",     "No shop has this ShopID and ShopPass",                                   "ShopIDとShopPassの組が一致しません", twin: "E01030002");
    public static readonly ErrorCode ShopIdFormat           = Asked("M01002008", Shared, "ShopID",              "ShopID is not up to 13 letters and digits",                              "ShopIDは英数字13文字までです", twin: "E01010008");
    public static readonly ErrorCode ShopPassMissing        = Asked("M01003001", Shared, "ShopPass",            "ShopPass is missing",                                                    "ShopPassがありません", twin: "E01020001");
    public static readonly ErrorCode ShopPassFormat         = Asked("M01003008", Shared, "ShopPass",            "ShopPass is not up to 10 letters and digits",                            "ShopPassは英数字10文字までです", twin: "E01020008");
    public static readonly ErrorCode OrderIdMissing         = Asked("M01004001", Shared, "OrderID",             "OrderID is missing",                                                     "OrderIDがありません", twin: "E01040001");
    public static readonly ErrorCode OrderUnknown           = Asked("M01004002", Shared, "OrderID",             "The shop has no transaction with this OrderID",                          "このOrderIDの取引はありません");
    public static readonly ErrorCode OrderTaken             = Asked("M01004010", Shared, "OrderID",             "The shop has used this OrderID before",                                  "このOrderIDは使用済みです", twin: "E01040010");
    public static readonly ErrorCode OrderIdTooLong         = Asked("M01004012", Shared, "OrderID",             "OrderID is longer than 27 characters",                                   "OrderIDが27文字を超えています", twin: "E01040003");
    public static readonly ErrorCode OrderIdCharacters      = Asked("M01004013", Shared, "OrderID",             "OrderID has something other than letters, digits, hyphens",              "OrderIDは英数字とハイフンのみです", twin: "E01040013");
    public static readonly ErrorCode AlreadyRequested       = Asked("M01004014", Shared, "OrderID",             "The payment of this order was requested before",                         "この取引の決済は要求済みです");
    public static readonly ErrorCode AmountMissing          = Asked("M01005001", Shared, "Amount",              "Amount is missing",                                                      "Amountがありません", twin: "E01060001");
    public static readonly ErrorCode AmountTooLong          = Asked("M01005005", Shared, "Amount",              "Amount has too many digits",                                          "Amountの桁数が多すぎます", twin: "E01060005");
    public static readonly ErrorCode AmountNotNumber        = Asked("M01005006", Shared, "Amount",              "Amount has something other than digits",                                 "Amountは数字のみです", twin: "E01060006");
    public static readonly ErrorCode AmountOutOfRange       = Asked("M01005011", Shared, "Amount",              "Amount, or Amount and Tax together, is out of range",              "金額、または合計額が範囲外です");
    public static readonly ErrorCode TaxTooLong             = Asked("M01006005", Shared, "Tax",                 "Tax has too many digits",                                             "Taxの桁数が多すぎます", twin: "E01070005");
    public static readonly ErrorCode TaxNotNumber           = Asked("M01006006", Shared, "Tax",                 "Tax has something other than digits",                                    "Taxは数字のみです", twin: "E01070006");
    public static readonly ErrorCode AccessIdMissing        = Asked("M01007001", Shared, "AccessID",            "AccessID is missing",                                                    "AccessIDがありません", twin: "E01090001");
    public static readonly ErrorCode AccessIdFormat         = Asked("M01007008", Shared, "AccessID",            "AccessID is not 32 letters and digits",                                  "AccessIDは英数字32文字です", twin: "E01090008");
    public static readonly ErrorCode AccessPassMissing      = Asked("M01008001", Shared, "AccessPass",          "AccessPass is missing",                                                  "AccessPassがありません", twin: "E01100001");
    public static readonly ErrorCode AccessPassFormat       = Asked("M01008008", Shared, "AccessPass",          "AccessPass is not 32 letters and digits",                                "AccessPassは英数字32文字です", twin: "E01100008");
    public static readonly ErrorCode ClientField1TooLong    = Asked("M01039012", Shared, "ClientField1",        "ClientField1 is longer than 100 bytes",                                  "ClientField1が100バイトを超えています", twin: "E01320012");
    public static readonly ErrorCode ClientField1Characters = Asked("M01039013", Shared, "ClientField1",        "ClientField1 has a forbidden character",                                 "ClientField1に使えない文字があります");
    public static readonly ErrorCode ClientField2TooLong    = Asked("M01040012", Shared, "ClientField2",        "ClientField2 is longer than 100 bytes",                                  "ClientField2が100バイトを超えています", twin: "E01330012");
    public static readonly ErrorCode ClientField2Characters = Asked("M01040013", Shared, "ClientField2",        "ClientField2 has a forbidden character",                                 "ClientField2に使えない文字があります");
    public static readonly ErrorCode ClientField3TooLong    = Asked("M01041012", Shared, "ClientField3",        "ClientField3 is longer than 100 bytes",                                  "ClientField3が100バイトを超えています", twin: "E01340012");
    public static readonly ErrorCode ClientField3Characters = Asked("M01041013", Shared, "ClientField3",        "ClientField3 has a forbidden character",                                 "ClientField3に使えない文字があります");
    public static readonly ErrorCode ClientFieldFlagTooLong = Asked("M01042005", Shared, "ClientFieldFlag",     "ClientFieldFlag is longer than 1 character",                             "ClientFieldFlagが1文字を超えています");
    public static readonly ErrorCode ClientFieldFlagUnknown = Asked("M01042011", Shared, "ClientFieldFlag",     "ClientFieldFlag is neither 0 nor 1",                                     "ClientFieldFlagは0か1です", twin: "E01400007");
    public static readonly ErrorCode PaymentTermTooLong     = Asked("M01048005", Shared, "PaymentTermSec",      "PaymentTermSec has more than 5 digits",                                  "PaymentTermSecが5桁を超えています");
    public static readonly ErrorCode PaymentTermNotNumber   = Asked("M01048006", Shared, "PaymentTermSec",      "PaymentTermSec has something other than digits",                         "PaymentTermSecは数字のみです");
    public static readonly ErrorCode PaymentTermOutOfRange  = Asked("M01048011", Shared, "PaymentTermSec",      "PaymentTermSec is not 120 to 86400",                                     "PaymentTermSecは120から86400です");
    public static readonly ErrorCode PayTypeMissing         = Asked("M01051001", Shared, "PayType",             "PayType is missing",                                                     "PayTypeがありません");
    public static readonly ErrorCode PayTypeTooLong         = Asked("M01051005", Shared, "PayType",             "PayType is longer than 2 characters",                                    "PayTypeが2文字を超えています");
    public static readonly ErrorCode PayTypeUnknown         = Asked("M01051011", Shared, "PayType",             "PayType names no method",                                                "PayTypeに該当する決済手段はありません");
    public static readonly ErrorCode JobCdMissing           = Asked("M01054001", Shared, "JobCd",               "JobCd is missing",                                                       "JobCdがありません", twin: "E01050001");
    public static readonly ErrorCode WrongState             = Asked("M01054004", Shared, "",                    "The operation is not possible in the present status",                    "現在の状態ではできない操作です", twin: "E01050004", twinField: "JobCd");
    public static readonly ErrorCode JobCdUnknown           = Asked("M01054010", Shared, "JobCd",               "JobCd is neither AUTH nor CAPTURE",                                      "JobCdはAUTHかCAPTUREです", twin: "E01050002");
    public static readonly ErrorCode TransactionUnknown     = Asked("M01058002", Shared, "AccessID/AccessPass", "No transaction has this AccessID and AccessPass",                        "AccessIDとAccessPassの組が一致しません", twin: "E01110002");
    public static readonly ErrorCode TransactionOfOtherShop = Asked("M01058010", Shared, "ShopID",              "The transaction belongs to another shop",                                "別のショップの取引です");
    public static readonly ErrorCode ReturnUrlMissing       = Asked("M01059001", Shared, "RetURL",              "RetURL is missing",                                                      "RetURLがありません");
    public static readonly ErrorCode ReturnUrlTooLong       = Asked("M01059005", Shared, "RetURL",              "RetURL has too many characters",                                  "RetURLの文字数が多すぎます");
    public static readonly ErrorCode ReturnUrlTooManyBytes  = Asked("M01059012", Shared, "RetURL",              "RetURL has too many bytes",                                              "RetURLのバイト数が多すぎます");
    public static readonly ErrorCode AuthorisationOver      = Asked("M01060010", Shared, "",                    "The authorisation's validity is over",                                   "仮売上の有効期限が切れています", twin: "E01420010");

    static readonly ErrorCode[] Unnamed =
    [
        Scripted("E01060010", Shared, "Amount",              "Amount is not that of the transaction",                                  "利用金額が取引の金額と異なります"),
        Scripted("E01110010", Shared, "AccessID",            "The transaction was registered but never paid",                          "登録のみで決済が済んでいない取引です"),
        Scripted("E01144001", Shared, "CheckString",         "CheckString is missing (a sibling's block)",                             "CheckStringがありません（他決済の枠）"),
        Scripted("E01144010", Shared, "CheckString",         "CheckString does not fit (a sibling's block)",                           "CheckStringが一致しません（他決済の枠）"),
        Scripted("E01410010", Shared, "AccessID",            "Operations on this transaction are locked",                              "この取引の操作は止められています"),
        Scripted("E01490005", Shared, "Amount+Tax",          "Amount and Tax together have too many digits",                           "利用金額と税送料の合計の桁数が多すぎます"),
        Scripted("E11010001", Shared, "",                    "The transaction is paid already",                                        "すでに決済が済んだ取引です"),
        Scripted("E11010002", Shared, "",                    "The transaction is not paid, so there is nothing to change",             "未決済のため変更できません"),
        Scripted("E11010003", Shared, "JobCd",               "This JobCd cannot be carried out for the transaction",                   "この取引には実行できない処理区分です"),
        Scripted("E11010010", Shared, "",                    "A card transaction older than 180 days",                                 "180日を過ぎたカード取引です"),
        Scripted("E11010011", Shared, "",                    "A convenience-store transaction older than 180 days",                    "180日を過ぎたコンビニ取引です"),
        Scripted("E11010012", Shared, "",                    "A Mobile Suica transaction older than 180 days",                         "180日を過ぎたモバイルSuica取引です"),
        Scripted("E11010013", Shared, "",                    "A Rakuten Edy transaction older than 180 days",                          "180日を過ぎた楽天Edy取引です"),
        Scripted("E11010014", Shared, "",                    "A Pay-easy transaction older than 180 days",                             "180日を過ぎたPay-easy取引です"),
        Scripted("E11010099", Shared, "",                    "It cannot be told which acquirer the card belongs to",                   "カードの接続先を決められません"),
        Scripted("E11010999", Shared, "",                    "The transaction may be complete: look before trying again",              "完了済みかもしれません。再実行の前に確認が必要です"),
        Scripted("E61010001", Shared, "",                    "The shop's settlement account is not set up",                            "加盟店の決済設定がありません"),
        Scripted("E61010003", Shared, "",                    "The shop's settlement account is set up wrongly",                        "加盟店の決済設定に誤りがあります"),
        Scripted("E82010001", Shared, "",                    "Another call holds the transaction; this one did nothing",               "別の処理が取引を使用中です。この呼び出しは何も行っていません"),
        Scripted("E90010001", Shared, "",                    "The same call is running already",                                       "同じ呼び出しを処理中です"),
        Scripted("E91019999", Shared, "",                    "A fault of the gateway's database; the outcome is unknown",              "ゲートウェイのデータベース障害です。結果は不明です"),
        Scripted("E91020001", Shared, "",                    "Time ran out in the gateway's communication",                            "ゲートウェイの通信が時間切れになりました"),
        Scripted("E91029998", Shared, "",                    "A fault of communication: ask the gateway about the outcome",            "通信障害です。結果は照会が必要です"),
        Scripted("E91029999", Shared, "",                    "A fault of communication; the outcome is unknown",                       "通信障害です。結果は不明です"),
        Scripted("E91050001", Shared, "",                    "The link type's page template is faulty (not this protocol)",            "リンクタイプの画面設定の不備です（本方式の対象外）"),
        Foreign("E91060001", Table, "",                    "Made up by the client itself when no answer came",                       "応答がないときにクライアント自身が作る値です"),
        Scripted("M01002010", Shared, "ShopID",              "ShopID is not that of the transaction",                                  "ShopIDが取引のものと異なります", twin: "E01010010"),
        Scripted("M01039005", Shared, "ClientField1",        "ClientField1 has too many characters",                                   "ClientField1の文字数が多すぎます"),
        Scripted("M01039008", Shared, "ClientField1",        "ClientField1 is malformed",                                              "ClientField1の書式が正しくありません"),
        Scripted("M01040005", Shared, "ClientField2",        "ClientField2 has too many characters",                                   "ClientField2の文字数が多すぎます"),
        Scripted("M01040008", Shared, "ClientField2",        "ClientField2 is malformed",                                              "ClientField2の書式が正しくありません"),
        Scripted("M01041005", Shared, "ClientField3",        "ClientField3 has too many characters",                                   "ClientField3の文字数が多すぎます"),
        Scripted("M01041008", Shared, "ClientField3",        "ClientField3 is malformed",                                              "ClientField3の書式が正しくありません"),
        Scripted("M01052011", Shared, "",                    "The date for paying has passed",                                         "支払期日を過ぎています"),
        Scripted("M01055001", Shared, "Amount",              "The amount cannot be taken",                                             "金額を受け付けられません"),
        Scripted("M01055010", Shared, "Amount+Tax",          "Amount and Tax are not the transaction's sum",                           "合計額が取引の合計額と異なります"),
        Scripted("M01055011", Shared, "Amount+Tax",          "Amount and Tax are above the transaction's sum",                         "合計額が取引の合計額を超えています"),
        Scripted("M01057010", Shared, "",                    "The time for a cancel is over (a sibling's block)",                      "取消の期限を過ぎています（他決済の枠）"),
        Scripted("M01058004", Shared, "AccessID",            "The transaction is void",                                                "無効な取引です"),
        Scripted("M01058011", Shared, "",                    "Too soon for this operation (a sibling's block)",                        "まだこの操作はできません（他決済の枠）"),
        Scripted("M01074090", Shared, "Token",               "The Token cannot be taken",                                              "Tokenを受け付けられません"),
        Scripted("M01074091", Shared, "Token",               "The payment URL is out of date",                                         "決済URLの期限が切れています"),
        Scripted("M01074101", Shared, "Token",               "The Token is of a wrong type",                                           "Tokenの種別が正しくありません"),
        Scripted("M01074108", Shared, "Token",               "The Token's type is not set",                                            "Tokenの種別がありません"),
        Scripted("M01085001", Shared, "CancelAmount",        "CancelAmount is missing (siblings only)",                                "CancelAmountがありません（他決済のみ）"),
        Scripted("M01085005", Shared, "CancelAmount",        "CancelAmount has too many digits (siblings only)",                       "CancelAmountの桁数が多すぎます（他決済のみ）"),
        Scripted("M01085006", Shared, "CancelAmount",        "CancelAmount has something other than digits (siblings only)",           "CancelAmountは数字のみです（他決済のみ）"),
        Scripted("M01085010", Shared, "CancelAmount",        "CancelAmount is not the authorised amount (siblings only)",              "CancelAmountが与信額と異なります（他決済のみ）"),
        Scripted("M01085011", Shared, "CancelAmount",        "CancelAmount is above the authorised amount (siblings only)",            "CancelAmountが与信額を超えています（他決済のみ）"),
        Scripted("M01086001", Shared, "CancelTax",           "CancelTax is missing (siblings only)",                                   "CancelTaxがありません（他決済のみ）"),
        Scripted("M01086005", Shared, "CancelTax",           "CancelTax has too many digits (siblings only)",                          "CancelTaxの桁数が多すぎます（他決済のみ）"),
        Scripted("M01086006", Shared, "CancelTax",           "CancelTax has something other than digits (siblings only)",              "CancelTaxは数字のみです（他決済のみ）"),
        Scripted("M01086010", Shared, "CancelTax",           "CancelTax is not the authorised one (siblings only)",                    "CancelTaxが与信時と異なります（他決済のみ）"),
        Scripted("M01089010", Shared, "",                    "The last day for this operation is over (docomo's block)",               "この操作の最終日を過ぎています（ドコモの枠）"),
        Scripted("M01094001", Shared, "ContinuanceMonth",    "ContinuanceMonth is missing (docomo's block)",                           "課金月がありません（ドコモの枠）"),
        Scripted("M01094008", Shared, "ContinuanceMonth",    "ContinuanceMonth is malformed (docomo's block)",                         "課金月の書式が正しくありません（ドコモの枠）"),
        Scripted("M01095010", Shared, "",                    "This month's charge is not made yet (docomo's block)",                   "当月の課金データはまだありません（ドコモの枠）"),
        Scripted("M01096010", Shared, "",                    "Too soon after the operation before (docomo's block)",                   "前の操作からの間隔が足りません（ドコモの枠）"),
        Scripted("M01098010", Shared, "",                    "The check of the validity date failed",                                  "有効期限の確認に失敗しました"),
        Scripted("M01115010", Shared, "",                    "The time for cancelling is over (a sibling's block)",                    "キャンセルの期限を過ぎています（他決済の枠）"),
        Scripted("M01126011", Shared, "",                    "After the fifth month from the order (Rakuten's block)",                 "注文から5か月を過ぎています（楽天の枠）"),
        Scripted("M01127011", Shared, "",                    "After the month that follows the fixing (Rakuten's block)",              "確定の翌月を過ぎています（楽天の枠）"),
        Scripted("M01203001", Shared, "ContinuanceMonth",    "The month is missing (SoftBank's recurring block)",                      "課金月がありません（ソフトバンク継続の枠）"),
        Scripted("M01203005", Shared, "ContinuanceMonth",    "The month has too many digits (SoftBank's recurring block)",             "課金月の桁数が多すぎます（ソフトバンク継続の枠）"),
        Scripted("M01203006", Shared, "ContinuanceMonth",    "The month has something other than digits (SoftBank's recurring block)", "課金月は数字のみです（ソフトバンク継続の枠）"),
        Scripted("M01203010", Shared, "ContinuanceMonth",    "The month cannot be taken (SoftBank's recurring block)",                 "課金月を受け付けられません（ソフトバンク継続の枠）"),
        Scripted("M01204002", Shared, "ContinuanceMonth",    "There is no such record (SoftBank's recurring block)",                   "該当するデータがありません（ソフトバンク継続の枠）"),
        Scripted("M11010099", Shared, "",                    "The payment of this transaction is not complete",                        "決済が完了していない取引です"),
        Scripted("M11010999", Shared, "",                    "The transaction may be complete already",                                "すでに完了しているかもしれない取引です"),
        Scripted("M91099999", Shared, "",                    "A system fault of the multi-payment layer",                              "マルチペイメント層のシステム障害です"),
        Foreign("AU1000001", Shared, "",                    "au: communication failed",                                               "au：通信失敗"),
        Foreign("AU1000005", Shared, "",                    "au: the consumer stopped",                                               "au：利用者が中止"),
        Foreign("SB1000002", Shared, "",                    "SoftBank: the consumer stopped, or the cancel failed",                   "ソフトバンク：利用者の中止、または取消の失敗"),
        Foreign("SB1000004", Shared, "",                    "SoftBank: the payment failed",                                           "ソフトバンク：決済失敗"),
        Foreign("SB1000005", Shared, "",                    "SoftBank: communication failed",                                         "ソフトバンク：通信失敗"),
        Foreign("RI1000001", Shared, "",                    "Rakuten: an illegal transition",                                         "楽天：状態遷移の誤り"),
        Foreign("RI1000002", Shared, "",                    "Rakuten: out of date",                                                   "楽天：期限切れ"),
        Foreign("RI1000003", Shared, "",                    "Rakuten: paid already",                                                  "楽天：決済済み"),
        Foreign("RI1000008", Shared, "",                    "Rakuten: a wrong status",                                                "楽天：状態の誤り"),
        Foreign("LP1000001", Shared, "",                    "LINE Pay: an illegal transition",                                        "LINE Pay：状態遷移の誤り"),
        Foreign("LP1000002", Shared, "",                    "LINE Pay: out of date",                                                  "LINE Pay：期限切れ"),
        Foreign("LP1000003", Shared, "",                    "LINE Pay: paid already",                                                 "LINE Pay：決済済み"),
        Foreign("LP1001163", Shared, "",                    "LINE Pay: the time for a refund is over",                                "LINE Pay：返金期限切れ"),
        Foreign("SC1000001", Shared, "",                    "SoftBank recurring: the month's record could not be made",               "ソフトバンク継続：月初のデータ作成失敗"),
        Foreign("SC1000002", Shared, "",                    "SoftBank recurring: the charge could not be fixed on its day",           "ソフトバンク継続：課金日の確定失敗"),
        Foreign("SC1000003", Shared, "",                    "SoftBank recurring: the first charge failed",                            "ソフトバンク継続：初回課金の失敗"),
        Foreign("SC1000014", Shared, "",                    "SoftBank recurring: the sign-up failed",                                 "ソフトバンク継続：申込みの失敗"),
        Foreign("SC1000015", Shared, "",                    "SoftBank recurring: the consumer had ended the contract",                "ソフトバンク継続：利用者が解約済み"),
    ];

    // Without it the rows would be made only when one of them is named: until then the catalogue would be empty.
    static GatewayErrors() { }

    /// <summary>Every code of the catalogue, in the order of their numbers.</summary>
    public static IReadOnlyList<ErrorCatalogEntry> All => [.. Rows.Values.OrderBy(row => row.Info, StringComparer.Ordinal)];

    /// <summary>What a code means; one that is none of ours means itself.</summary>
    public static ErrorCatalogEntry Meaning(string info) => Rows.TryGetValue(info, out var row) ? row : new(info, "", Chosen, ErrorOrigin.Never, info, info);

    /// <summary>The codes as a shop's choice of family spells them.</summary>
    public static ErrorCode InFamily(this ErrorCode code, CodeFamily family) =>
        family == CodeFamily.E01 && Aliases.TryGetValue(code.Info, out var twin) ? new(twin) : code;

    static ErrorCode Asked(string info, Fact fact, string field, string en, string ja, string? twin = null, string? twinField = null) =>
        Row(info, fact, ErrorOrigin.Request, field, en, ja, twin, twinField);

    static ErrorCode Scripted(string info, Fact fact, string field, string en, string ja, string? twin = null) => Row(info, fact, ErrorOrigin.Scenario, field, en, ja, twin);

    static ErrorCode Foreign(string info, Fact fact, string field, string en, string ja) => Row(info, fact, ErrorOrigin.Never, field, en, ja, null);

    static ErrorCode Row(string info, Fact fact, ErrorOrigin reach, string field, string en, string ja, string? twin, string? twinField = null)
    {
        var code = new ErrorCode(info);
        Add(new(info, field, fact, reach, en, ja));
        if (twin is null) return code;
        Add(new(twin, twinField ?? field, fact, reach == ErrorOrigin.Request ? ErrorOrigin.ProtocolOption : reach, en, ja));
        Aliases[info] = twin;
        return code;
    }

    static void Add(ErrorCatalogEntry row)
    {
        if (!Rows.TryAdd(row.Info, row)) throw new InvalidOperationException($"{row.Info} stands twice in the catalogue.");
    }

    static Dictionary<string, ErrorCatalogEntry> Rows => Book.Rows;

    static Dictionary<string, string> Aliases => Book.Twins;

    // A class of its own: the rows above are made before any field of theirs would be.
    static class Book
    {
        public static readonly Dictionary<string, ErrorCatalogEntry> Rows = new(StringComparer.Ordinal);
        public static readonly Dictionary<string, string> Twins = new(StringComparer.Ordinal);
    }
}
