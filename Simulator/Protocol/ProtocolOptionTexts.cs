namespace KantanSim.Protocol;

/// <summary>What each protocol option is about, in English and Japanese.</summary>
internal static class ProtocolOptionTexts
{
    static readonly Dictionary<string, (string En, string Ja)> Texts = new()
    {
        ["ReturnKeys"] = (
            "keys posted to RetURL, in this order; empty: the default list of each method. Keys that a method does not have "
            + "are left out",
            "RetURLへPOSTする項目（この順）。空なら決済方法ごとの既定。その決済方法にない項目は省く"),
        ["CheckString"] = (
            "add CheckString to the keys posted to RetURL: the MD5 of OrderID, Status, TranDate and ShopPass (invented)",
            "RetURLへPOSTする項目にCheckStringを加える（OrderID・Status・TranDate・ShopPassのMD5。独自の仮定）"),
        ["WalletHop"] = (
            "how the gateway sends the browser to the wallet",
            "ゲートウェイからウォレットへブラウザを送る方法"),
        ["StartedStatus"] = (
            "status on the wire while the consumer is at the wallet",
            "利用者がウォレットにいる間の、電文上のステータス"),
        ["ConsumerCancel"] = (
            "result when the consumer cancels: PAYFAIL with an error, or AUTHPROCESS without one until the term ends",
            "利用者がキャンセルしたときの結果：エラー付きのPAYFAIL、または期限までAUTHPROCESSのまま"),
        ["PaymentTerm"] = (
            "what PaymentTermSec limits: the browser's arrival, or the whole payment",
            "PaymentTermSecの対象：ブラウザの到着まで、または支払い全体"),
        ["PaymentTermSeconds"] = (
            "payment term in seconds when the merchant sends none",
            "加盟店が指定しないときの支払期限（秒）"),
        ["WalletMinutes"] = (
            "minutes that the consumer has at the wallet",
            "ウォレットで操作できる時間（分）"),
        ["StartLimitDate"] = (
            "add StartLimitDate to the answer of the payment request",
            "決済実行の応答にStartLimitDateを加える"),
        ["SalesAnswer"] = (
            "ids that RecruitSales answers with Status",
            "RecruitSalesがStatusとともに返すID"),
        ["AuthorisationDays"] = (
            "days for which an authorisation is valid; an extension renews it for as many",
            "仮売上の有効日数。延長したときもこの日数になる"),
        ["ExtensionClosesDays"] = (
            "days before the end of the validity from which it can no longer be extended",
            "有効期限の何日前から延長できなくなるか"),
        ["AfterSale"] = (
            "how the deadline for a cancel or change after a sale is counted",
            "売上後にキャンセル・金額変更できる期限の数え方"),
        ["AfterSaleDays"] = (
            "that deadline in days after the sale, when it is counted in days",
            "その期限（日数で数える場合、売上からの日数）"),
        ["AnyOperationDays"] = (
            "days after the registration until which a one-shot payment accepts operations",
            "登録からこの日数を過ぎた都度決済は、どの操作も受け付けない"),
        ["ChangeUpward"] = (
            "allow RecruitChange to raise the amount; the card pays the difference",
            "RecruitChangeで増額できる。差額はカードで支払う"),
        ["ChangeClosed"] = (
            "daily time range, in Japan, in which RecruitChange is refused",
            "RecruitChangeを受け付けない時間帯（日本時間、毎日）"),
        ["CodeFamily"] = (
            "family of the error codes for the common fields",
            "共通項目のエラーに使うコード体系"),
        ["NotificationPayType"] = (
            "PayType in notifications: 24 and 25, or O and P",
            "結果通知のPayType：24・25、またはO・P"),
        ["NotificationKeys"] = (
            "Rc keys at the end of notifications; empty: the same as posted to RetURL",
            "結果通知の末尾に付けるRc項目。空ならRetURLへPOSTするものと同じ"),
        ["NotifiedStatuses"] = (
            "statuses that are notified",
            "結果通知を送るステータス"),
        ["NotifyChanges"] = (
            "notify changes of the amount too",
            "金額変更も通知する"),
        ["ResendOnRefusal"] = (
            "retry after HTTP 200 with another body than 0, as after no response",
            "HTTP 200で本文が0以外の応答も、無応答と同じく再送する"),
        ["Search"] = (
            "answer of SearchTradeMulti: a short list of keys, or the long one recorded in 2013, with empty values",
            "SearchTradeMultiの応答：短い項目一覧、または2013年に記録された長い一覧（空の値を含む）"),
        ["SearchItemCode"] = (
            "ItemCode in the long list of SearchTradeMulti; 0000990 was recorded for a card payment",
            "SearchTradeMultiの長い一覧のItemCode。0000990はカード決済での記録"),
        ["OrderTimeFormat"] = (
            "format of RcOrderTime",
            "RcOrderTimeの書式"),
        ["ExtensionDayFormat"] = (
            "format of RcUpdateAuthDay",
            "RcUpdateAuthDayの書式"),
        ["UnusedAmount"] = (
            "value for points and coupons of a payment that used none",
            "ポイント・クーポンを使わなかったときの値"),
        ["ChargeDays"] = (
            "allowed values of ChargeDay; 31 is the last day of the month",
            "ChargeDayに指定できる日。31は月末日"),
        ["FirstCharge"] = (
            "when the month of the sign-up is charged, unless it is free: at once, or on its charge day if that is still to come",
            "申し込み月の課金時期（初月無料でない場合）：すぐ、または課金日がまだ先ならその日"),
        ["ContractChangeUpward"] = (
            "allow RecruitContinuanceChange to raise the amount",
            "RecruitContinuanceChangeで増額できる"),
        ["ChargeCancelDays"] = (
            "days after a monthly charge within which it can be cancelled",
            "課金の確定後、何日まで取り消せるか"),
        ["ChargeNotification"] = (
            "send a notification for each monthly charge, in addition to the daily file",
            "日次ファイルに加えて、毎月の課金ごとに通知する"),
        ["ChargeFileLineEnd"] = (
            "line ending of the daily charge file; one of four public samples has LF",
            "日次課金ファイルの改行。公開されている4例のうち1例がLF"),
        ["ChargeFileName"] = (
            "name of the daily charge file; {ShopId} and {Date} (yyyyMMdd) are replaced",
            "日次課金ファイルの名前。{ShopId}と{Date}（yyyyMMdd）は置き換えられる"),
        ["ForcedEndAfterFailures"] = (
            "consecutive failed months after which a contract is terminated; 0: only when a scenario says so",
            "連続でこの月数失敗すると強制解約。0ならシナリオの指定時のみ"),
        ["ForcedEnd"] = (
            "status of a terminated contract",
            "強制解約された契約のステータス"),
        ["StartErrorHttpStatus"] = (
            "HTTP status of the gateway's error page in the browser",
            "ブラウザ遷移中に表示するゲートウェイのエラー画面のHTTPステータス"),
        ["PointsUnit"] = (
            "points are used in multiples of this number; the maximum is rounded down to it",
            "ポイントの利用単位。「すべて使う」ときはこの単位に切り捨てる"),
        ["PointsOnlyRefuses"] = (
            "operations that are refused when points and coupons paid the whole amount",
            "全額をポイント・クーポンで支払った取引で拒否する操作"),
        ["ItemNameBytes"] = (
            "maximum length of ItemName in CP932 bytes; for contracts also in characters",
            "ItemNameの最大長（CP932のバイト数。継続課金では文字数にも適用）"),
        ["ReturnUrlLength"] = (
            "maximum length of RetURL in characters and in bytes",
            "RetURLの最大長（文字数・バイト数）"),
        ["ForbiddenCharacters"] = (
            "what ItemName and ClientField1 to 3 must not contain: symbols, machine-dependent characters and control "
            + "characters; symbols and control characters; or nothing",
            "ItemNameとClientField1～3の禁止文字：記号・機種依存文字・制御文字、記号・制御文字、または制限なし"),
        ["LargestAmount"] = (
            "maximum total of Amount and Tax in yen; it also limits the number of digits of each",
            "AmountとTaxの合計の上限（円）。桁数の上限にもなる"),
        ["OrderIdReuse"] = (
            "whether the OrderID of a failed or expired payment can be used again",
            "失敗・期限切れになった取引のOrderIDを再利用できるか"),
        ["CredentialErrors"] = (
            "whether the code of a wrong ShopID and ShopPass is sent together with the codes of fields",
            "ShopID・ShopPassの誤りを、項目エラーと一緒に返すか"),
        ["UnknownPair"] = (
            "position of the code of an unknown AccessID and AccessPass: after the codes of the two fields, malformed ones "
            + "too, or last; with CredentialErrors OnlyWithout it is sent only without codes of fields",
            "AccessID・AccessPassの組が存在しないエラーの位置：両項目のエラーの直後（書式の誤りにも付ける）、または最後。"
            + "CredentialErrorsがOnlyWithoutなら、項目エラーがないときのみ"),
        ["FieldCase"] = (
            "whether field names in requests are case-sensitive",
            "リクエストの項目名の大文字・小文字を区別するか"),
        ["RepeatedField"] = (
            "which field of a repeated name counts",
            "同じ名前の項目が複数あるとき、どれを使うか"),
        ["ConcurrentCalls"] = (
            "maximum number of concurrent calls of all shops, above which calls are refused with E92000001; 0: no limit",
            "全ショップ合計の同時呼び出し数の上限。超えるとE92000001。0なら無制限"),
        ["ConcurrentCallsPerShop"] = (
            "maximum number of concurrent calls of one shop, above which calls are refused with E92000002; 0: no limit",
            "ショップごとの同時呼び出し数の上限。超えるとE92000002。0なら無制限"),
        ["ClosingDays"] = (
            "closing days of SBPS's deposits; 31 is the last day of the month",
            "SBPSの締め日。31は月末日"),
    };

    public static (string En, string Ja) About(string option) => Texts[option];
}
