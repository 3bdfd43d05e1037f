using System.Collections.Immutable;
using System.Globalization;

namespace KantanSim.Check.Recording;

/// <summary>Finds in the requests how an order is placed, read, shipped and cancelled.</summary>
internal sealed class RecordedDoor
{
    readonly RecordedPayment recording;
    readonly ImmutableArray<Exchange> all;
    readonly int placed;

    public RecordedDoor(RecordedPayment recording)
    {
        this.recording = recording;
        all = recording.Paid.Exchanges;
        placed = PlacedAt();
        Key = placed < 0 ? null : KeyFinder.Find(AnswerOf(placed), recording.Payment.OrderId);
    }

    /// <summary>What names the order; null: unknown.</summary>
    public KeptValue? Key { get; }

    /// <summary>The request that placed the order; null: it was not seen.</summary>
    public Exchange? Placed => placed < 0 ? null : all[placed];

    /// <summary>The forms that led to the payment, each with its page. Empty: a request alone can place an order.</summary>
    public IReadOnlyList<(Exchange Page, Exchange Sent)> Forms()
    {
        if (Placed is not { IsForm: true, HasCookies: true }) return [];
        List<(Exchange? Page, Exchange Sent)> forms =
            [.. all[..(placed + 1)].Where(sent => !sent.IsSafe).Select(sent => (PageOf(sent), sent))];
        return forms.All(form => form.Page is not null && form.Sent.IsForm) ? [.. forms.Select(form => (form.Page!, form.Sent))] : [];
    }

    /// <summary>The last request that changed something during a step of the person; null: none.</summary>
    public static Exchange? Change(Seen? seen) => seen?.Exchanges.LastOrDefault(exchange => !exchange.IsSafe && exchange.Status < 400);

    /// <summary>Replaces what differs from order to order.</summary>
    public string Replace(string name, string value)
    {
        if (value == recording.Payment.Total.ToString(CultureInfo.InvariantCulture) && name.Length > 0) return "{{amount}}";
        if (value == recording.Payment.ItemName && value.Length > 0) return "{{item}}";
        return value;
    }

    /// <summary>Replaces what names the order.</summary>
    public string ReplaceKey(string name, string value)
    {
        if (Key is null) return value;
        return name.Length == 0
            ? value.Replace(Key.Value, "{{key}}", StringComparison.Ordinal)
            : value == Key.Value ? "{{key}}" : value;
    }

    // The gateway's AccessID first appears where the browser is handed over; the last change before it was the purchase.
    int PlacedAt()
    {
        var handedOver = Array.FindIndex([.. all], exchange => exchange.Tells(recording.Payment.AccessId));
        if (handedOver < 0) handedOver = Array.FindIndex([.. all], exchange => exchange.Tells(recording.Payment.OrderId));
        if (handedOver < 0) return -1;
        var change = Array.FindLastIndex([.. all[..(handedOver + 1)]], exchange => !exchange.IsSafe);
        return change < 0 ? handedOver : change;
    }

    // Redirects are followed when the step is run.
    Exchange AnswerOf(int index)
    {
        while (index + 1 < all.Length && all[index].Location == all[index + 1].Url.AbsoluteUri) index++;
        return all[index];
    }

    Exchange? PageOf(Exchange sent) => all.TakeWhile(exchange => exchange != sent)
        .LastOrDefault(page => page.Method == "GET" && page.AnswerType == "text/html" && page.Url.AbsoluteUri == sent.Referrer);
}
