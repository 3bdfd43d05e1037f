namespace KantanSim.Protocol;

/// <summary>What the choices are about, in Japanese; in English it stands in <see cref="ChoiceTable"/>.</summary>
internal static class ChoiceWords
{
    public static string About(string choice) => Japanese[choice];

    static readonly Dictionary<string, string> Japanese = new()
    {
        ["ReturnKeys"]             = "RetURLへPOSTする項目（この順）。空なら決済方法ごとの既定。その決済方法にない項目は省く",
        ["CheckString"]            = "RetURLへPOSTする項目にCheckStringを加える（OrderID・Status・TranDate・ShopPassのMD5。独自の仮定）",
        ["WalletHop"]              = "ゲートウェイからウォレットへブラウザを送る方法",
        ["StartedStatus"]          = "利用者がウォレットにいる間の、電文上のステータス",
        ["ConsumerCancel"]         = "利用者がキャンセルしたときの結果：エラー付きのPAYFAIL、または期限までAUTHPROCESSのまま",
        ["PaymentTerm"]            = "PaymentTermSecの対象：ブラウザの到着まで、または支払い全体",
        ["PaymentTermSeconds"]     = "加盟店が指定しないときの支払期限（秒）",
        ["WalletMinutes"]          = "ウォレットで操作できる時間（分）",
        ["StartLimitDate"]         = "決済実行の応答にStartLimitDateを加える",
        ["SalesAnswer"]            = "RecruitSalesがStatusとともに返すID",
        ["AuthorisationDays"]      = "与信の有効日数。延長したときもこの日数になる",
        ["ExtensionClosesDays"]    = "有効期限の何日前から延長できなくなるか",
        ["AfterSale"]              = "売上後にキャンセル・金額変更できる期限の数え方",
        ["AfterSaleDays"]          = "その期限（日数で数える場合、売上からの日数）",
        ["AnyOperationDays"]       = "登録からこの日数を過ぎた都度決済は、どの操作も受け付けない",
        ["ChangeUpward"]           = "RecruitChangeで増額できる。差額はカードで支払う",
        ["ChangeClosed"]           = "RecruitChangeを受け付けない時間帯（日本時間、毎日）",
        ["CodeFamily"]             = "共通項目のエラーに使うコード体系",
        ["NotificationPayType"]    = "結果通知のPayType：24・25、またはO・P",
        ["NotificationKeys"]       = "結果通知の末尾に付けるRc項目。空ならRetURLへPOSTするものと同じ",
        ["NotifiedStatuses"]       = "結果通知を送るステータス",
        ["NotifyChanges"]          = "金額変更も通知する",
        ["ResendOnRefusal"]        = "HTTP 200で本文が0以外の応答も、無応答と同じく再送する",
        ["Search"]                 = "SearchTradeMultiの応答：短い項目一覧、または2013年に記録された長い一覧（空の値を含む）",
        ["OrderTimeFormat"]        = "RcOrderTimeの書式",
        ["ExtensionDayFormat"]     = "RcUpdateAuthDayの書式",
        ["UnusedAmount"]           = "ポイント・クーポンを使わなかったときの値",
        ["ChargeDays"]             = "ChargeDayに指定できる日。31は月末日",
        ["FirstCharge"]            = "申し込み月の課金時期（初月無料でない場合）：すぐ、または課金日がまだ先ならその日",
        ["ContractChangeUpward"]   = "RecruitContinuanceChangeで増額できる",
        ["ChargeCancelDays"]       = "課金の確定後、何日まで取り消せるか",
        ["ChargeNotification"]     = "日次ファイルに加えて、毎月の課金ごとに通知する",
        ["ForcedEndAfterFailures"] = "連続でこの月数失敗すると強制解約。0ならシナリオの指定時のみ",
        ["ForcedEnd"]              = "強制解約された契約のステータス",
        ["StartErrorHttpStatus"]   = "ブラウザ遷移中に表示するゲートウェイのエラー画面のHTTPステータス",
        ["PointsUnit"]             = "ポイントの利用単位。「すべて使う」ときはこの単位に切り捨てる",
        ["PointsOnlyRefuses"]      = "全額をポイント・クーポンで支払った取引で拒否する操作",
        ["ItemNameBytes"]          = "ItemNameの最大長（CP932のバイト数。継続課金では文字数にも適用）",
        ["ReturnUrlLength"]        = "RetURLの最大長（文字数・バイト数）",
        ["ForbiddenCharacters"]    = "ItemNameとClientField1～3の禁止文字：記号・機種依存文字・制御文字、記号・制御文字、または制限なし",
        ["LargestAmount"]          = "AmountとTaxの合計の上限（円）。桁数の上限にもなる",
        ["OrderIdReuse"]           = "失敗・期限切れになった取引のOrderIDを再利用できるか",
        ["CredentialErrors"]       = "ShopID・ShopPassの誤りを、項目エラーと一緒に返すか",
        ["FieldCase"]              = "リクエストの項目名の大文字・小文字を区別するか",
        ["RepeatedField"]          = "同じ名前の項目が複数あるとき、どれを使うか",
        ["ConcurrentCalls"]        = "全ショップ合計の同時呼び出し数の上限。超えるとE92000001。0なら無制限",
        ["ConcurrentCallsPerShop"] = "ショップごとの同時呼び出し数の上限。超えるとE92000002。0なら無制限",
        ["ClosingDays"]            = "SBPSの締め日。31は月末日",
    };
}
