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
            ["one POST for each call, to `/payment/API.idPass`", Facts.Module],
            ["requests are forms of percent-encoded CP932", Facts.Recorded],
            [
                "answers are raw CP932, not encoded, `text/plain;charset=Windows-31J`, HTTP 200 for refusals too",
                Facts.Recorded,
            ],
            [
                "all errors of a call together, separated by `|`; `ErrCode` is the first three characters of each `ErrInfo`, "
                    + "unless it begins with `42`",
                Facts.Recorded,
            ],
            ["`ErrCode` is characters 3 to 5 of an `ErrInfo` that begins with `42`", Facts.CardCodes],
            [
                "`M01058002` for an unknown `AccessID` and `AccessPass` follows directly after the codes of these two fields, "
                    + "even malformed ones; `Amount` and `Tax` are not checked then",
                Facts.RecordedSiblings,
            ],
            [
                "`SearchTradeMulti` answers `M01004002` for a `PayType` of another method than the order's, "
                    + "`M01051011` for one that no method has",
                Facts.RecordedSiblings,
            ],
            ["the daily charge file has a header line `HD`, a line for each charge and a footer line `FT`", Facts.Carriers],
            ["the order of fields does not matter, unknown fields are ignored", Facts.Recorded],
            ["an empty value counts as absent", Facts.Chosen],
            ["the flow has eleven steps; the wallet is called before the payment request is answered", Facts.FlowPage],
            ["the browser posts to `RetURL` as a form in Windows-31J, whatever the result is", Facts.SiblingReceivers],
            [
                "a result notification is a form, and its expected answer is the body `0`; it may arrive before or after the browser",
                Facts.CommonReceiver,
            ],
            ["a notification times out after 15 seconds, and is retried every 60 minutes, 5 times", Facts.NotedByMerchants],
            ["passwords in notifications are masked with stars", Facts.NotedByMerchants],
            ["deposits come from SBPS, the wallet's agent", Facts.FlowPage],
            ["the consumer pays with a registered card, points, or both", Facts.Agent],
            ["1 point is 1 yen", Facts.Points],
            ["there are two kinds of coupons, the wallet's and the shop's", Facts.Module],
            [
                "the wallet's pages and their texts; points are used before the card; which part of points and coupons is paid to the shop",
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
