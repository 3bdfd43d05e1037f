#pragma warning disable format // aligned tables
namespace KantanSim.DemoShop;

/// <summary>How an order's state is shown to the customer.</summary>
/// <param name="Tone">CSS class of the badge.</param>
/// <param name="SayEn">A sentence for the customer, in English.</param>
internal sealed record OrderLabels(string En, string Ja, string Tone, string SayEn, string SayJa)
{
    static readonly OrderLabels Created = new("not opened", "受付済み", "",
        "The payment is not opened yet. Nothing has been charged.",
        "お支払い手続きはまだ始まっていません。請求も発生していません。");

    static readonly OrderLabels Paying = new("awaiting payment", "お支払い待ち", "busy",
        "We are waiting for your payment to be confirmed.",
        "お支払いの確認を待っています。");

    static readonly OrderLabels LinkLost = new("awaiting payment", "お支払い待ち", "warn",
        "We cannot take you to your payment. Nothing has been charged: please start again.",
        "お支払い画面へのご案内に失敗しました。請求は発生していません。お手数ですが、もう一度お手続きください。");

    static readonly OrderLabels Expired = new("payment expired", "お支払い期限切れ", "warn",
        "The time for paying is over. Nothing has been charged.",
        "お支払いの期限が過ぎました。請求は発生していません。");

    static readonly OrderLabels Failed = new("payment failed", "お支払い未完了", "bad",
        "The payment was not made. Nothing has been charged.",
        "お支払いは完了していません。請求は発生していません。");

    static readonly OrderLabels Paid = new("paid, to be delivered", "お支払い済み・発送待ち", "good",
        "Thank you. Your payment is confirmed, and we are packing.",
        "ありがとうございます。お支払いを確認し、発送の準備をしています。");

    static readonly OrderLabels Delivered = new("delivered", "発送済み", "good",
        "Your order is on its way.",
        "ご注文の品を発送しました。");

    static readonly OrderLabels Subscribed = new("subscribed", "定期便お届け中", "good",
        "Thank you. You receive a parcel each month until you end the subscription.",
        "お申し込みありがとうございます。解約されるまで毎月お届けします。");

    static readonly OrderLabels Ended = new("subscription ended", "解約済み", "",
        "The subscription has ended. No further month will be charged.",
        "定期便は解約されました。以後の月は請求されません。");

    static readonly OrderLabels Cancelled = new("cancelled", "キャンセル済み", "",
        "The order is cancelled, and the whole amount is refunded.",
        "ご注文はキャンセルされ、全額が返金されます。");

    static readonly OrderLabels Withdrawn = new("cancelled", "キャンセル済み", "",
        "The order is cancelled. Whatever was paid for it is refunded.",
        "ご注文はキャンセルされました。お支払い済みの金額は返金されます。");

    public static OrderLabels Of(Order order) => order.State switch
    {
        not OrderState.Cancelled when order.CancelRequestedAt is not null => Withdrawn,
        OrderState.Created                                     => Created,
        OrderState.Paying                                      => order.CanPay ? Paying : LinkLost,
        OrderState.Expired                                     => Expired,
        OrderState.Failed                                      => Failed,
        OrderState.Captured when order.IsDelivered             => Delivered,
        OrderState.Paid or OrderState.Captured                 => Paid,
        OrderState.Subscribed                                  => Subscribed,
        _                                                      => order.Plan is null ? Cancelled : Ended,
    };
}
