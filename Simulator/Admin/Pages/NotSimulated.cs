namespace KantanSim.Admin.Pages;

/// <summary>The table of what the live service had, or may have had, and the simulator does not.</summary>
internal static class NotSimulated
{
    public static readonly FidelityTable Table = new(
        "not-simulated", ("What is not simulated", "再現していないもの"),
        ("If you rely on one of these, test it elsewhere.", "次のものはKantanSimでは確認できません。"),
        [("what", "項目"), ("instead", "KantanSimでは")],
        [
            [
                ("the gateway's own certificate, and client certificates", "ゲートウェイ自身の証明書とクライアント証明書"),
                (
                    "`KantanSim:Tls` serves https with a certificate of KantanSim's own CA; clients are not asked for one",
                    "`KantanSim:Tls` で、KantanSim独自のCAによる証明書を使ってhttpsに応答します。クライアント証明書は求めません"
                ),
            ],
            [
                ("checks of the caller's IP address", "接続元IPアドレスの確認"),
                ("any address may call; ShopID and ShopPass decide", "制限なし。ShopIDとShopPassで判定します"),
            ],
            [
                ("fixed source addresses of notifications", "結果通知の送信元IPアドレス"),
                ("they come from the host that KantanSim runs on", "KantanSimの動作環境から送信します"),
            ],
            [
                (
                    "other payment methods: cards, carriers, convenience stores, other wallets",
                    "他の決済手段（カード、キャリア、コンビニ、他ウォレット）"
                ),
                (
                    "their calls answer `E91099997`, unless a mapping file answers them",
                    "`E91099997`を返します（マッピングファイルがあればその応答）"
                ),
            ],
            [
                ("members of the gateway (SiteID, MemberID) and stored cards", "サイト会員（SiteID・MemberID）とカード登録"),
                ("the wallet has members and cards of its own", "ウォレット側の会員とカードのみです"),
            ],
            [
                ("the link type, with the gateway's own payment page", "リンクタイプ"),
                ("the protocol type only", "プロトコルタイプのみです"),
            ],
            [
                ("the gateway's admin console", "ゲートウェイの管理画面"),
                ("settings, the control API and this dashboard", "設定・制御API・このダッシュボード"),
            ],
            [
                ("error mail and notices to the shop", "ショップへのエラーメール・お知らせ"),
                ("the dashboard shows failed notifications", "通知の失敗はダッシュボードに表示します"),
            ],
            [
                ("mail to the consumer", "利用者へのメール"),
                ("none is sent", "送信しません"),
            ],
            [
                (
                    "sign-up, identity checks, two-factor log-in and forgotten passwords at the wallet",
                    "ウォレットの会員登録・本人確認・二要素認証・パスワード再発行"
                ),
                ("existing members sign in with a password", "登録済みの会員がパスワードでサインインします"),
            ],
            [
                ("real cards, acquirers and 3-D Secure", "実際のカード・カード会社・3Dセキュア"),
                ("a card is approved or declined as the member's data says", "会員データに従って承認または拒否します"),
            ],
            [
                ("payment at a convenience store through the wallet", "ウォレット経由のコンビニ払い"),
                ("card, points and coupons only", "カード・ポイント・クーポンのみです"),
            ],
            [
                ("Ponta and d points, and linking their accounts", "Pontaポイント・dポイントの区別と連携"),
                ("one kind of points", "1種類のポイントのみです"),
            ],
            [
                ("points earned by a payment, and points that expire", "ポイントの付与と有効期限"),
                ("points are only used and returned", "利用と返還のみです"),
            ],
            [
                ("points and coupons for a month's charge", "継続課金でのポイント・クーポン"),
                ("the card pays each month", "毎月カードで支払います"),
            ],
            [
                ("fees, their tax and the real cycle of deposits", "手数料・消費税・実際の入金サイクル"),
                ("the full amount at the configured closing dates", "選択した締め日に全額を計上します"),
            ],
            [
                ("maintenance windows of gateway and wallet", "ゲートウェイ・ウォレットのメンテナンス時間"),
                ("none, unless a scenario simulates one", "シナリオで応答した場合のみです"),
            ],
            [
                (
                    "locks on a transaction, and refusals of a call that runs twice (`E82010001`, `E90010001`)",
                    "取引の排他と二重送信エラー（`E82010001`、`E90010001`）"
                ),
                ("calls wait for each other; a scenario can return these codes", "順番に処理します。シナリオで返せます"),
            ],
            [
                ("screening by the wallet and its agent", "ウォレット・代理店の審査"),
                ("a shop is contracted, pending or has no contract", "契約済み・審査中・契約なしの3状態です"),
            ],
            [
                ("the wallet's own pages word by word", "ウォレットの実画面の文言・デザイン"),
                ("our own pages, marked as a simulator", "独自の画面です（シミュレーター表示付き）"),
            ],
        ]);
}
