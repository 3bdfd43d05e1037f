using System.Globalization;
using KantanSim.Notifications;
using KantanSim.Protocol;
using KantanSim.Scenarios;
using KantanSim.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KantanSim.Control;

/// <summary>Shops: each test may have its own. On POST a ShopID and ShopPass that are left out are made.</summary>
internal static class ShopEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/shops", (Shops shops) => TypedResults.Ok(new Listing<Shop>([.. shops.All()], null))).WithSummary("All shops");
        api.MapPost("/shops", Add).WithSummary("Adds a shop").Accepts<Shop>("application/json", "*/*").ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/shops/{shopId}", (Shops shops, string shopId) => TypedResults.Ok(Find(shops, shopId))).WithSummary("One shop").ProducesProblem(404);
        api.MapPut("/shops/{shopId}", Change).WithSummary("Changes a shop; what is left out stays").Accepts<Shop>("application/json", "*/*").ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/shops/{shopId}/connectivity-test", Test).WithSummary("Posts the gateway's connectivity test (E00000000) to the shop's notification URL, once, and tells how it was answered").ProducesProblem(404);
        api.MapGet("/shops/{shopId}/charge-file", ChargeFile).WithSummary("The daily file of months' charges: CSV in CP932, as the merchant takes it").WithDescription("date is a day in Japan, yyyy-MM-dd; today when left out. A day without charges gives the head line alone.").Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(404);
        api.MapDelete("/shops/{shopId}", Delete).WithSummary("Deletes a shop; its transactions stay until a reset").ProducesProblem(404);
    }

    static async Task<Created<Shop>> Add(HttpRequest http, Shops shops, ScenarioLibrary library)
    {
        var body = await Body.Read(http, mayBeEmpty: true);
        var asked = body.Text("shopId");
        var shop = Read(body, library, new() { ShopId = asked ?? FreeId(shops), ShopPass = "kantansim1" });
        if (!await shops.Add(shop)) throw ProblemException.Conflict($"There is a shop \"{shop.ShopId}\" already.");
        return TypedResults.Created($"/api/shops/{shop.ShopId}", shop);
    }

    static async Task<Ok<Shop>> Change(HttpRequest http, Shops shops, ScenarioLibrary library, string shopId)
    {
        var before = Find(shops, shopId);
        var body = await Body.Read(http);
        if (body.Text("shopId") is { } other && other != shopId) body.Wrong("shopId", other, $"{shopId}, as in the path, or nothing");
        var shop = Read(body, library, before);
        await shops.Save(shop);
        return TypedResults.Ok(shop);
    }

    static async Task<Ok<AttemptView>> Test(Shops shops, NotificationSender sender, string shopId, CancellationToken cancel) =>
        TypedResults.Ok(AttemptView.Of(await sender.Test(Find(shops, shopId), cancel)));

    static async Task<FileContentHttpResult> ChargeFile(Shops shops, ChargeResults results, TimeProvider clock, string shopId, string? date)
    {
        var shop = Find(shops, shopId);
        var day = date is null ? Jst.DateOf(clock.GetUtcNow())
            : DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked
            : throw ProblemException.BadRequest([new("date", date, "a day such as 2026-01-31")]);
        return TypedResults.File(ChargeResults.File(shopId, await results.Of(shop.ShopId, day)), $"text/csv;charset={Cp932.Name}", ChargeResults.FileName(shopId, day));
    }

    static async Task<NoContent> Delete(Shops shops, string shopId)
    {
        await shops.Delete(Find(shops, shopId).ShopId);
        return TypedResults.NoContent();
    }

    static Shop Read(Body body, ScenarioLibrary library, Shop before)
    {
        var scenario = body.Text("scenario");
        if (scenario is { Length: > 0 } && library.Find(scenario) is null) body.Wrong("scenario", scenario, string.Join(", ", library.Names));
        var shop = before with
        {
            ShopPass = body.Text("shopPass") ?? before.ShopPass,
            Name = body.Text("name", longest: 100) ?? before.Name,
            NotifyUrl = body.Text("notifyUrl") ?? before.NotifyUrl,
            Scenario = scenario ?? before.Scenario,
            Protocol = body.Texts("protocol") ?? before.Protocol,
            Recruit = body.OneOf("recruit", false, Enum.GetNames<ContractState>()) is { } state ? Enum.Parse<ContractState>(state) : before.Recruit,
        };
        foreach (var (field, value, allowed) in Shops.Faults(shop)) body.Wrong(char.ToLowerInvariant(field[0]) + field[1..].Replace(':', '.'), value, allowed);
        body.Done();
        return shop;
    }

    static string FreeId(Shops shops) => Enumerable.Range(1, int.MaxValue)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"tshop{number:D8}")).First(id => shops.Find(id) is null);

    static Shop Find(Shops shops, string shopId) => shops.Find(shopId) ?? throw ProblemException.NotFound("shop", shopId);
}
