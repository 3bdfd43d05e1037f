using System.Net;
using System.Text.Json.Nodes;
using System.Xml;
using KantanSim.Commands;
using KantanSim.Consumers;
using KantanSim.Operations;
using KantanSim.Protocol;

namespace KantanSim.Check.Running;

/// <summary>The control API, as far as a check needs it. Errors are those of <see cref="ControlApiClient"/>.</summary>
internal sealed class GatewayApi(ControlApiClient api)
{
    const string Note = "kantansim check";

    static readonly ControlJson Json = ControlJson.Default;

    public async Task<IReadOnlyList<Shop>> Shops(CancellationToken cancel) => (await api.List("/shops", Json.ListingShop, cancel)).Items;

    public Task<Shop> Shop(string shopId, CancellationToken cancel) => api.Get($"/shops/{Of(shopId)}", Json.Shop, cancel);

    /// <summary>Adds a shop that deletes itself after some hours, should this program be killed.</summary>
    public Task<Shop> AddShop(string shopId, string shopPass, string notifyUrl, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, "/shops", new()
        {
            ["shopId"] = shopId,
            ["shopPass"] = shopPass,
            ["notifyUrl"] = notifyUrl,
            ["members"] = "own",
            ["expiresIn"] = "PT6H",
            ["name"] = "kantansim check",
        }, Json.Shop, cancel);

    public Task DeleteShop(string shopId, CancellationToken cancel) =>
        api.Send(HttpMethod.Delete, $"/shops/{Of(shopId)}", null, cancel);

    /// <param name="state"><c>Contracted</c>, <c>Pending</c> or <c>None</c>.</param>
    public Task SetContract(string shopId, string state, CancellationToken cancel) =>
        api.Send(HttpMethod.Put, $"/shops/{Of(shopId)}", new() { ["recruit"] = state }, cancel);

    public async Task<IReadOnlyList<Member>> Members(string shopId, CancellationToken cancel) =>
        (await api.List($"/members?shopId={Of(shopId)}", Json.ListingMember, cancel)).Items;

    public Task SaveMember(string shopId, string id, JsonObject member, CancellationToken cancel) =>
        api.Send(HttpMethod.Put, $"/members/{Of(id)}?shopId={Of(shopId)}", member, cancel);

    public Task DeleteMember(string shopId, string id, CancellationToken cancel) =>
        DeleteIfThere($"/members/{Of(id)}?shopId={Of(shopId)}", cancel);

    public Task<ScenarioListing> Scenarios(CancellationToken cancel) => api.Get("/scenarios", Json.ScenarioListing, cancel);

    public async Task<IReadOnlyList<ArmView>> Arms(CancellationToken cancel) =>
        (await api.List("/scenarios/armed", Json.ListingArmView, cancel)).Items;

    /// <summary>Whether a check has armed it.</summary>
    public static bool IsOfCheck(ArmView arm) => arm.Note == Note;

    /// <summary>Marks a shop as used by a check, by an arm that applies to no order.</summary>
    public Task<ArmView> Lock(string shopId, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, "/scenarios/arm", new()
        {
            ["scenario"] = "success",
            ["shopId"] = shopId,
            ["orderId"] = "kantansim-check-is-running",
            ["note"] = Note,
            ["expiresIn"] = "PT6H",
        }, Json.ArmView, cancel);

    public Task<ArmView> Arm(string shopId, string scenario, int times, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, "/scenarios/arm", new()
        {
            ["scenario"] = scenario,
            ["shopId"] = shopId,
            ["times"] = times,
            ["note"] = Note,
            ["expiresIn"] = "PT6H",
        }, Json.ArmView, cancel);

    public Task Disarm(string id, CancellationToken cancel) => DeleteIfThere($"/scenarios/armed/{Of(id)}", cancel);

    /// <summary>The newest transactions of a shop, newest first, down to one that is known.</summary>
    public async Task<IReadOnlyList<TransactionView>> TransactionsSince(string shopId, string? known, CancellationToken cancel)
    {
        List<TransactionView> found = [];
        string? cursor = null;
        do
        {
            var path = $"/transactions?shopId={Of(shopId)}&limit=50{(cursor is null ? "" : $"&cursor={Of(cursor)}")}";
            var page = await api.List(path, Json.ListingTransactionView, cancel);
            foreach (var one in page.Items)
            {
                if (one.AccessId == known) return found;
                found.Add(one);
            }
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return found;
    }

    public async Task<string?> NewestTransaction(string shopId, CancellationToken cancel) =>
        (await api.List($"/transactions?shopId={Of(shopId)}&limit=1", Json.ListingTransactionView, cancel)).Items is [var one]
            ? one.AccessId
            : null;

    public Task<TransactionView> Transaction(string accessId, CancellationToken cancel) =>
        api.Get($"/transactions/{Of(accessId)}", Json.TransactionView, cancel);

    public async Task<IReadOnlyList<NotificationView>> Notifications(string accessId, CancellationToken cancel) =>
        (await api.List($"/notifications?accessId={Of(accessId)}", Json.ListingNotificationView, cancel)).Items;

    public async Task<IReadOnlyList<AdviceView>> Advice(string accessId, CancellationToken cancel) =>
        (await api.List($"/advice?accessId={Of(accessId)}&limit=100", Json.ListingAdviceView, cancel)).Items;

    /// <summary>The calls of a shop after one, oldest first.</summary>
    public async Task<IReadOnlyList<CallView>> CallsAfter(string shopId, long id, CancellationToken cancel)
    {
        List<CallView> found = [];
        string? cursor = null;
        do
        {
            var path = $"/calls?shopId={Of(shopId)}&limit=500{(cursor is null ? "" : $"&cursor={Of(cursor)}")}";
            var page = await api.List(path, Json.ListingCallView, cancel);
            found.AddRange(page.Items.Where(call => call.Id > id));
            cursor = page.Items is [.., var oldest] && oldest.Id > id ? page.Cursor : null;
        }
        while (cursor is not null);
        found.Reverse();
        return found;
    }

    /// <summary>The number of the newest call of a shop; 0 without one.</summary>
    public async Task<long> NewestCall(string shopId, CancellationToken cancel) =>
        (await api.List($"/calls?shopId={Of(shopId)}&limit=1", Json.ListingCallView, cancel)).Items is [var call] ? call.Id : 0;

    public async Task<IReadOnlyList<DepositView>> Deposits(string shopId, CancellationToken cancel) =>
        (await api.List($"/deposits?shopId={Of(shopId)}&limit=500", Json.ListingDepositView, cancel)).Items;

    public Task<ConsumerView> Consumer(string accessId, JsonObject body, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, $"/transactions/{Of(accessId)}/consumer", body, Json.ConsumerView, cancel);

    /// <summary>Moves a shop's clock and runs everything that is due until then.</summary>
    public Task<AdvanceView> Advance(string shopId, TimeSpan by, CancellationToken cancel) =>
        api.Send(
            HttpMethod.Post, "/clock/advance", new() { ["shopId"] = shopId, ["by"] = XmlConvert.ToString(by) }, Json.AdvanceView, cancel);

    public async Task<DateTimeOffset> Now(string shopId, CancellationToken cancel) => (await Clock(shopId, cancel)).Now;

    public Task<ClockView> Clock(string shopId, CancellationToken cancel) =>
        api.Get($"/clock?shopId={Of(shopId)}", Json.ClockView, cancel);

    /// <summary>Sets a shop's clock.</summary>
    /// <param name="mode"><c>real</c> or <c>manual</c>.</param>
    public Task SetClock(string shopId, string mode, DateTimeOffset now, CancellationToken cancel) =>
        api.Send(HttpMethod.Put, "/clock", new() { ["shopId"] = shopId, ["mode"] = mode, ["now"] = $"{now:o}" }, cancel);

    /// <summary>Has a shop follow the common clock.</summary>
    public Task FollowClock(string shopId, CancellationToken cancel) =>
        api.Send(HttpMethod.Delete, $"/clock?shopId={Of(shopId)}", null, cancel);

    public Task Resend(string notificationId, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, $"/notifications/{Of(notificationId)}/resend", null, cancel);

    public Task<AttemptView> ConnectivityTest(string shopId, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, $"/shops/{Of(shopId)}/connectivity-test", null, Json.AttemptView, cancel);

    public Task Expire(string accessId, CancellationToken cancel) =>
        api.Send(HttpMethod.Post, $"/transactions/{Of(accessId)}/expire", null, cancel);

    // An arm is gone when it was played, and what an interrupted run was about to create is not there.
    async Task DeleteIfThere(string path, CancellationToken cancel)
    {
        try { await api.Send(HttpMethod.Delete, path, null, cancel); }
        catch (ControlApiException fault) when (fault.Status == HttpStatusCode.NotFound) { }
    }

    static string Of(string text) => Uri.EscapeDataString(text);
}
