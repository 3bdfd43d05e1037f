using System.Collections.Concurrent;
using System.Xml;
using KantanSim.Merchants;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>Plays a whole payment by a scenario in a shop's place, so that the shop gets its notifications.</summary>
internal sealed class PlayService(
    PlayTools tools, ScenarioWatcher scenarios, ShopRepository shops, Ledger ledger, JobSchedule schedule)
{
    const int MaxAmount = 9_999_999;
    const int MaxOrderIdLength = 27;

    readonly ConcurrentDictionary<string, int> lastOrders = new(StringComparer.Ordinal);

    // One play at a time moves the clock of a shop and gives up its held calls.
    readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    /// <param name="name">Of the scenario.</param>
    /// <param name="publicUrl">The base of the dashboard's URLs.</param>
    /// <exception cref="ProblemException">
    /// 400: the body is invalid, or names no shop. 404: no scenario has this name. 409: the order has a payment already.
    /// </exception>
    public async Task<PlayView> Play(string name, JsonBodyReader body, string publicUrl, CancellationToken cancel)
    {
        var scenario = ScenarioLookup.Find(scenarios.Current, name);
        var (order, advances) = Read(body, scenario);
        var turn = turns.GetOrAdd(order.Shop.ShopId, _ => new(1));
        await turn.WaitAsync(cancel);
        try
        {
            if (ledger.FindByOrder(order.Shop.ShopId, order.OrderId) is { } existing) throw Taken(existing);
            using var player = new ScenarioPlayer(tools, scenario, order, advances);
            await player.Play(cancel);
            return View(player, scenario, order, publicUrl);
        }
        finally
        {
            turn.Release();
        }
    }

    (PlayedOrder Order, bool Advances) Read(JsonBodyReader body, Scenario scenario)
    {
        var shop = NamedShop.Read(body, shops, allowsAny: false) is { } shopId ? shops.Find(shopId) : null;
        var orderId = body.Text("orderId");
        if (orderId is not null && !IsOrderId(orderId))
        {
            body.AddError("orderId", orderId, $"1 to {MaxOrderIdLength} letters, digits and hyphens",
                $"半角英数字とハイフンで1～{MaxOrderIdLength}文字");
        }
        var amount = body.Number("amount", 1, MaxAmount) ?? ScriptDefaults.Amount;
        var returnUrl = body.Text("returnUrl");
        if (returnUrl is not null && !(Uri.TryCreate(returnUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            body.AddError("returnUrl", returnUrl, "an http or https URL", "http または https で始まるURL");
        var advances = body.Flag("advance") ?? true;
        body.ThrowIfInvalid();
        if (shop is null) throw ProblemException.NotFound("shop", body.Text("shopId") ?? "");
        returnUrl ??= $"{tools.Gateway.BaseUrl}{PaymentRequest.PlayedReturn}";
        return (new(shop, orderId ?? FreeOrderId(shop.ShopId), returnUrl, scenario.Name) { Amount = amount, IsMarked = true }, advances);
    }

    static bool IsOrderId(string text) =>
        text.Length is > 0 and <= MaxOrderIdLength && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    // Each number of a shop once, so that two that play at the same time do not meet.
    string FreeOrderId(string shopId)
    {
        while (true)
        {
            var orderId = $"PLAY-{lastOrders.AddOrUpdate(shopId, 1, (_, last) => last + 1)}";
            if (ledger.FindByOrder(shopId, orderId) is null) return orderId;
        }
    }

    static ProblemException Taken(Transaction existing) => ProblemException.Conflict(
        $"Order {existing.OrderId} of shop {existing.ShopId} has a payment already; its status is {existing.Status}. Use another OrderID.",
        TransactionView.Of(existing),
        $"ショップ {existing.ShopId} の注文 {existing.OrderId} には既に決済があります（ステータス：{existing.Status}）。別のオーダーIDを指定してください。");

    PlayView View(ScenarioPlayer player, Scenario scenario, PlayedOrder order, string publicUrl)
    {
        // Not by its order: another call may have registered that meanwhile.
        var transaction = ledger.Find(player.AccessId);
        List<TimeSpan> advances =
            [.. player.Played.Where(step => step.Line.Do == "advance").Select(step => XmlConvert.ToTimeSpan(step.Line.Value!))];
        return new(
            scenario.Name, order.Shop.ShopId, order.OrderId, player.IsComplete, [.. player.Played.Select(PlayedStepView.Of)],
            advances.Count == 0 ? null : XmlConvert.ToString(advances.Aggregate(TimeSpan.Zero, (sum, one) => sum + one)),
            tools.Clocks.Now(order.Shop.ShopId),
            transaction is null ? null : $"{publicUrl}/payments/{Uri.EscapeDataString(transaction.AccessId)}",
            transaction is null ? null : TransactionView.WithTimeline(transaction, ledger, schedule));
    }
}
