using System.Globalization;
using KantanSim.Check.Files;
using KantanSim.Commands;
using KantanSim.Operations;

namespace KantanSim.Check.Recording;

/// <summary>Watches payments at a running KantanSim, over its control API.</summary>
/// <param name="shop">A ShopID; null: any.</param>
/// <param name="pause">Waits until the next look.</param>
internal sealed class PaymentWatch(ControlApiClient api, string? shop, Func<CancellationToken, Task> pause)
{
    const string Capture = "CAPTURE";

    static readonly string[] Paid = ["AUTH", Capture, "SALES"];

    HashSet<string> earlier = [];

    /// <summary>Payments from now on count.</summary>
    /// <exception cref="CommandException">KantanSim is not reached, or there is no such shop.</exception>
    public async Task Begin(CancellationToken cancel)
    {
        var shops = await api.List("/shops", ControlJson.Default.ListingShop, cancel);
        if (shop is not null && shops.Items.All(known => known.ShopId != shop))
            throw CommandException.WrongUse($"There is no shop \"{shop}\".");
        earlier = [.. (await Newest(cancel)).Select(payment => payment.AccessId)];
    }

    /// <summary>Waits for a payment to be paid.</summary>
    public async Task<SeenPayment> NextPaid(CancellationToken cancel)
    {
        while (true)
        {
            var paid = (await Newest(cancel))
                .FirstOrDefault(payment => !earlier.Contains(payment.AccessId) && Paid.Contains(payment.Status));
            if (paid is not null) return await Look(paid, cancel);
            await pause(cancel);
        }
    }

    /// <summary>The payment as it is now.</summary>
    public async Task<SeenPayment> Look(SeenPayment payment, CancellationToken cancel)
    {
        var found = (await Newest(cancel)).FirstOrDefault(one => one.AccessId == payment.AccessId);
        return found is null ? payment : await Look(found, cancel);
    }

    async Task<SeenPayment> Look(TransactionView payment, CancellationToken cancel)
    {
        var shops = (await api.List("/shops", ControlJson.Default.ListingShop, cancel)).Items;
        return new(
            payment.AccessId, payment.OrderId, payment.ShopId,
            shops.FirstOrDefault(known => known.ShopId == payment.ShopId)?.ShopPass,
            payment.Total, payment.ItemName ?? "",
            payment.JobCd == Capture ? CaptureStyle.AtOnce : CaptureStyle.OnShip,
            payment.Status, [.. await Results(payment, cancel)]);
    }

    async Task<List<ResultPath>> Results(TransactionView payment, CancellationToken cancel)
    {
        var notifications = $"/notifications?limit=500&accessId={Escape(payment.AccessId)}";
        var sent = (await api.List(notifications, ControlJson.Default.ListingNotificationView, cancel)).Items;
        var path = $"/calls?limit=500&shopId={Escape(payment.ShopId)}&orderId={Escape(payment.OrderId)}";
        var calls = (await api.List(path, ControlJson.Default.ListingCallView, cancel)).Items;
        List<ResultPath> results = [];
        if (sent.Any(notification => notification.State == "delivered")) results.Add(ResultPath.Notification);
        if (calls.Any(call => call.Api == "return")) results.Add(ResultPath.Return);
        if (calls.Any(call => call.Api == "SearchTradeMulti")) results.Add(ResultPath.Search);
        return results;
    }

    async Task<IReadOnlyList<TransactionView>> Newest(CancellationToken cancel)
    {
        var filter = shop is null ? "" : $"&shopId={Escape(shop)}";
        var path = string.Create(CultureInfo.InvariantCulture, $"/transactions?limit=500{filter}");
        return (await api.List(path, ControlJson.Default.ListingTransactionView, cancel)).Items;
    }

    static string Escape(string text) => Uri.EscapeDataString(text);
}
