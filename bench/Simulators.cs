using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KantanSim.Bench;

/// <summary>The published programs, and KantanSim with a merchant that takes every notification.</summary>
internal sealed partial class Simulators(string folder)
{
    public const string Shop = "ShopID=tshop00000001&ShopPass=kantansim1";
    public const string Entry = "/payment/EntryTranRecruit.idPass";

    readonly Lazy<string> ours = new(() => Running.Publish("Simulator", Path.Combine(folder, "simulator"), "KantanSim.dll"));
    readonly Lazy<string> bare = new(() => Running.Publish("bench/Bare", Path.Combine(folder, "bare"), "Bare.dll"));
    int started;

    public string Folder => folder;

    public string Fresh(string name) => Path.Combine(folder, $"{name}-{Interlocked.Increment(ref started)}");

    public Task<Running> Bare() => Running.Start("dotnet", port => [bare.Value, $"--urls=http://127.0.0.1:{port}"], Path.GetDirectoryName(bare.Value)!, "/healthz/ready");

    /// <param name="data">The folder of the database; null: a new one.</param>
    public Task<Running> Ours(string? data = null, params string[] settings) => Running.Start("dotnet", port =>
        [ours.Value, $"--urls=http://127.0.0.1:{port}", $"--KantanSim:Data={data ?? Fresh("data")}", .. settings], Path.GetDirectoryName(ours.Value)!, "/healthz/ready");

    /// <summary>A merchant in this process; each notification is told to somebody, with the number of others that have come.</summary>
    public static async Task<WebApplication> Merchant(Action<string> notified, Func<bool>? takes = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/notify", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            notified(await reader.ReadToEndAsync());
            if (takes?.Invoke() == false) http.Response.StatusCode = 503;
            await http.Response.WriteAsync("0");
        });
        app.MapPost("/return", () => "");
        await app.StartAsync();
        return app;
    }

    public static string Notifying(WebApplication merchant) => $"--KantanSim:Shops:0:NotifyUrl={merchant.Urls.First()}/notify";

    /// <summary>The settings of the one shop, which notifies the merchant.</summary>
    public static string[] ShopOf(WebApplication merchant) => ["--KantanSim:Shops:0:ShopId=tshop00000001", "--KantanSim:Shops:0:ShopPass=kantansim1", Notifying(merchant)];

    /// <summary>Registers an order. Answers its AccessID and AccessPass as they stand in the answer, or null when it was refused.</summary>
    public static async Task<string?> Register(Caller caller, string order)
    {
        var (_, body) = await caller.Send(Caller.Request("POST", Entry, $"{Shop}&OrderID={order}&JobCd=AUTH&Amount=1000"));
        return Access().Match(body) is { Success: true } access ? access.Value : null;
    }

    /// <summary>Registers and requests an order: the consumer has not come yet. Answers its access, or null.</summary>
    public static async Task<string?> Ask(Caller caller, string order, string merchant)
    {
        if (await Register(caller, order) is not { } access) return null;
        await caller.Send(Caller.Request("POST", "/payment/ExecTranRecruit.idPass", $"{Shop}&OrderID={order}&{access}&RetURL={Uri.EscapeDataString(merchant + "/return")}&ItemName=Mug"));
        return access;
    }

    /// <summary>Registers and requests an order, and lets the consumer approve. Answers its access, or null.</summary>
    public static async Task<string?> Pay(Caller caller, string order, string merchant)
    {
        if (await Ask(caller, order, merchant) is not { } access) return null;
        var (status, _) = await caller.Send(Caller.Request("POST", $"/api/transactions/{IdOf(access)}/consumer", """{"action":"approve"}""", "application/json"));
        return status == 200 ? access : null;
    }

    public static string IdOf(string access) => AccessId().Match(access).Groups[1].Value;

    [GeneratedRegex("AccessID=[0-9a-f]{32}&AccessPass=[0-9a-f]{32}")]
    private static partial Regex Access();

    [GeneratedRegex("AccessID=([0-9a-f]{32})")]
    private static partial Regex AccessId();
}
