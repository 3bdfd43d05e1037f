using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.DemoShop.PlantedBugs;

/// <summary>Walks with an order through steps that are written as words, and tells how it ended.</summary>
internal sealed class BugWalk(SimulatorFixture simulated) : IDisposable
{
    readonly ShopFrontDoor shop = new(simulated);
    ShopAnswer order = null!;
    string reply = "";

    /// <param name="steps">Separated by <c>; </c>: see <see cref="Take"/>.</param>
    public async Task<string> Walk(string scenario, string steps)
    {
        order = await shop.Place($$"""{"scenario":"{{scenario}}"}""");
        foreach (var step in steps.Split("; ", StringSplitOptions.RemoveEmptyEntries)) await Take(step);
        return await Describe();
    }

    public void Dispose() => shop.Dispose();

    // ship, cancel, again: the shop; notify, return and their fields: forged; P1D: time passes; other words: the consumer.
    async Task Take(string step)
    {
        var words = step.Split(' ');
        switch (words[0])
        {
            case "jobs": await shop.RunJobs(); break;
            case "ship": await shop.Act(order["id"], "ship"); break;
            case "cancelled": await shop.Act(order["id"], "cancel"); break;
            case "reprice": await shop.Act(order["id"], "reprice", $$"""{"amount":{{words[1]}}}"""); break;
            case "again": order = await shop.Act(order["id"], "again"); break;
            case "restart": simulated.GetService<ShopHooks>().Restart(); break;
            case "break": simulated.GetService<ShopHooks>().Break(); break;
            case "mend": simulated.GetService<ShopHooks>().Mend(); break;
            case "notify" or "return": reply = await Forge($"/shop/{words[0]}", words[1..]); break;
            case "thrice": await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Forge("/shop/notify", words[1..]))); break;
            case ['P', ..]: await simulated.Advance(step); break;
            default: await shop.Consume(order, step); break;
        }
    }

    // A true notification, except for the given fields.
    async Task<string> Forge(string path, string[] given)
    {
        Dictionary<string, string> fields = new()
        {
            ["ShopID"] = "tshop00000001",
            ["OrderID"] = order["id"],
            ["AccessID"] = order["accessId"],
            ["Status"] = "AUTH",
            ["JobCd"] = "AUTH",
            ["Amount"] = "2400",
            ["Tax"] = "240",
            ["PayType"] = "24",
        };
        foreach (var field in given) fields[field.Split('=')[0]] = field.Split('=')[1];
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(simulated.Url) };
        using var body = new ByteArrayContent(FormBody.Write(fields));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    // Two parcels stand for any number above one.
    async Task<string> Describe()
    {
        var now = await shop.Read(order["id"]);
        var payment = (await simulated.CallApi(HttpMethod.Get, $"/transactions/{order["accessId"]}"))["body"]!;
        var isReadable = $"{payment["itemName"]}" == now["item"];
        var count = (await shop.Call(HttpMethod.Get, "/orders"))["count"];
        return $"{now["status"]} {now["total"]} parcels={Math.Min(2, now.Json["deliveries"]!.AsArray().Count)} refunded={now["refunded"]} "
            + $"gateway={payment["status"]} {payment["total"]} readable={isReadable} orders={count} reply={reply}";
    }
}
