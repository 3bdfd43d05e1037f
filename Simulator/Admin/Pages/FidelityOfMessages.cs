using System.Collections.Immutable;
using KantanSim.Fidelity;
using KantanSim.Methods;

namespace KantanSim.Admin.Pages;

/// <summary>The tables of the wire format, and of the messages through the browser and to the notification URL.</summary>
internal static class FidelityOfMessages
{
    public static IEnumerable<FidelityTable> Of(ProtocolCatalog protocol) => [Wire, Keys(protocol)];

    static readonly FidelityTable Wire = new(
        "wire", ("The wire", "通信"),
        ("The format of calls, answers and notifications.", "要求・応答・結果通知の形式です。"),
        [("what", "内容"), ("confidence", "確度")],
        [
            [("one POST for each call, to `/payment/API.idPass`", "呼び出しごとに`/payment/API名.idPass`へ1回POSTする"), Facts.Module],
            [("requests are forms of percent-encoded CP932", "要求はCP932をパーセントエンコードしたフォーム"), Facts.Recorded],
            [
                ("answers are raw CP932, not encoded, `text/plain;charset=Windows-31J`, HTTP 200 for refusals too",
                    "応答はエンコードしないCP932、`text/plain;charset=Windows-31J`。エラーでもHTTP 200"),
                Facts.Recorded,
            ],
            [
                ("all errors of a call together, separated by `|`; `ErrCode` is the first three characters of each `ErrInfo`, "
                    + "unless it begins with `42`",
                    "エラーはすべてまとめて`|`区切りで返す。`ErrCode`は`ErrInfo`の先頭3文字（`42`で始まるものを除く）"),
                Facts.Recorded,
            ],
            [
                ("`ErrCode` is characters 3 to 5 of an `ErrInfo` that begins with `42`", "`42`で始まる`ErrInfo`の`ErrCode`は3～5文字目"),
                Facts.CardCodes,
            ],
            [
                ("`M01058002` for an unknown `AccessID` and `AccessPass` follows directly after the codes of these two fields, "
                    + "even malformed ones; `Amount` and `Tax` are not checked then",
                    "未知の`AccessID`と`AccessPass`の`M01058002`は、形式が誤っていても、この2項目のコードの直後に返す。"
                    + "このとき`Amount`と`Tax`は検査しない"),
                Facts.RecordedSiblings,
            ],
            [
                ("`SearchTradeMulti` answers `M01004002` for a `PayType` of another method than the order's, "
                    + "`M01051011` for one that no method has",
                    "`SearchTradeMulti`は、注文と異なる決済方法の`PayType`に`M01004002`、存在しない`PayType`に`M01051011`を返す"),
                Facts.RecordedSiblings,
            ],
            [
                ("the daily charge file has a header line `HD`, a line for each charge and a footer line `FT`",
                    "日次の課金結果ファイルはヘッダー行`HD`、課金ごとの行、フッター行`FT`"),
                Facts.Carriers,
            ],
            [("the order of fields does not matter, unknown fields are ignored", "項目の順序は問わず、未知の項目は無視する"), Facts.Recorded],
            [("an empty value counts as absent", "空の値は省略とみなす"), Facts.Chosen],
            [
                ("the flow has eleven steps; the wallet is called before the payment request is answered",
                    "流れは11ステップ。決済実行の応答より前にウォレットを呼び出す"),
                Facts.FlowPage,
            ],
            [
                ("the browser posts to `RetURL` as a form in Windows-31J, whatever the result is",
                    "結果にかかわらず、ブラウザが`RetURL`へWindows-31JのフォームをPOSTする"),
                Facts.SiblingReceivers,
            ],
            [
                ("a result notification is a form, and its expected answer is the body `0`; it may arrive before or after the browser",
                    "結果通知はフォームで、期待する応答は本文`0`。ブラウザの戻りより前にも後にも届く"),
                Facts.CommonReceiver,
            ],
            [
                ("a notification times out after 15 seconds, and is retried every 60 minutes, 5 times",
                    "結果通知は15秒でタイムアウトし、60分おきに5回再送する"),
                Facts.NotedByMerchants,
            ],
            [("passwords in notifications are masked with stars", "結果通知のパスワードはアスタリスクで伏せる"), Facts.NotedByMerchants],
            [("deposits come from SBPS, the wallet's agent", "入金はウォレットの収納代行SBPSから行われる"), Facts.FlowPage],
            [("the consumer pays with a registered card, points, or both", "利用者は登録済みカード、ポイント、またはその併用で支払う"), Facts.Agent],
            [("1 point is 1 yen", "1ポイントは1円"), Facts.Points],
            [("there are two kinds of coupons, the wallet's and the shop's", "クーポンはウォレット負担とショップ負担の2種類"), Facts.Module],
            [
                ("the wallet's pages and their texts; points are used before the card; "
                    + "which part of points and coupons is paid to the shop",
                    "ウォレットの画面と文言。ポイントはカードより先に使う。ポイントとクーポンのうちショップに入金される部分"),
                Facts.Chosen,
            ],
        ]);

    static FidelityTable Keys(ProtocolCatalog protocol) => new(
        "messages", ("Browser and notification", "ブラウザと結果通知"),
        (
            "The keys of each message, in order. Protocol choices can add, remove and reorder them; "
                + "`ClientField1` to `3` go to `RetURL` only with `ClientFieldFlag` 1.",
            "各メッセージの項目（順）です。設定で変更できます。"
                + "`ClientField1`から`3`は`ClientFieldFlag`が1のときだけ`RetURL`に渡されます。"
        ),
        [("message", "メッセージ"), ("keys, in order", "項目（順）"), ("confidence", "確度")],
        [.. protocol.Methods.All.SelectMany(Keys)]);

    static IEnumerable<ImmutableArray<FidelityCell>> Keys(PaymentMethod method) =>
    [
        [
            new($"the browser sends to `{method.StartApi}`", $"ブラウザから`{method.StartApi}`へ"),
            FidelityCell.Code(WireFields.Start),
            WireFields.StartFact,
        ],
        [
            new($"the browser posts to `RetURL`: {method.Title.En}", $"ブラウザから`RetURL`へ：{method.Title.Ja}"),
            FidelityCell.Code([.. WireFields.ReturnBegin, .. method.ResultKeys, .. WireFields.ClientFields, .. WireFields.ReturnEnd]),
            WireFields.ReturnFact,
        ],
        [
            new($"the notification begins with: {method.Title.En}", $"結果通知の前半：{method.Title.Ja}"),
            FidelityCell.Code(WireFields.Notified),
            WireFields.NotifiedFact,
        ],
        [
            new($"the notification ends with: {method.Title.En}", $"結果通知の後半：{method.Title.Ja}"),
            FidelityCell.Code(method.ResultKeys),
            method.KeysFact,
        ],
        // That the codes exist is confirmed; that they occur here is not.
        [
            new($"error codes in the browser flow: {method.Title.En}", $"ブラウザ経路で発生するエラー：{method.Title.Ja}"),
            FidelityCell.Code(method.BrowserErrors.All.Distinct().Select(error => error.Info)),
            Facts.Chosen,
        ],
    ];
}
