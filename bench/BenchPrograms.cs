using System.Text.RegularExpressions;

namespace KantanSim.Bench;

/// <summary>The published programs, and what is asked of KantanSim.</summary>
internal sealed partial class BenchPrograms(string folder)
{
    public const string Shop = "ShopID=tshop00000001&ShopPass=kantansim1";
    public const string Entry = "/payment/EntryTranRecruit.idPass";

    readonly Lazy<string> ours = new(() => MeasuredProcess.Publish("Simulator", Path.Combine(folder, "simulator"), "KantanSim.dll"));
    readonly Lazy<string> bare = new(() => MeasuredProcess.Publish("bench/Bare", Path.Combine(folder, "bare"), "Bare.dll"));
    int started;

    public string Folder => folder;

    public string Fresh(string name) => Path.Combine(folder, $"{name}-{Interlocked.Increment(ref started)}");

    public Task<MeasuredProcess> Bare() => MeasuredProcess.Start("dotnet", port => [bare.Value, $"--urls=http://127.0.0.1:{port}"], Path.GetDirectoryName(bare.Value)!, "/healthz/ready");

    /// <param name="data">The folder of the database; null: a new one.</param>
    public Task<MeasuredProcess> StartKantanSim(string? data = null, params string[] settings) => MeasuredProcess.Start("dotnet", port =>
        [ours.Value, $"--urls=http://127.0.0.1:{port}", $"--KantanSim:Data={data ?? Fresh("data")}", .. settings], Path.GetDirectoryName(ours.Value)!, "/healthz/ready");

    /// <summary>Registers an order. Answers its AccessID and AccessPass as they stand in the answer, or null when it was refused.</summary>
    public static async Task<string?> Register(LoadClient caller, string order)
    {
        var (_, body) = await caller.Send(LoadClient.Request("POST", Entry, $"{Shop}&OrderID={order}&JobCd=AUTH&Amount=1000"));
        return Access().Match(body) is { Success: true } access ? access.Value : null;
    }

    /// <summary>Registers and requests an order: the consumer has not come yet. Answers its access, or null.</summary>
    public static async Task<string?> RequestPayment(LoadClient caller, string order, string merchant)
    {
        if (await Register(caller, order) is not { } access) return null;
        await caller.Send(LoadClient.Request("POST", "/payment/ExecTranRecruit.idPass", $"{Shop}&OrderID={order}&{access}&RetURL={Uri.EscapeDataString(merchant + "/return")}&ItemName=Mug"));
        return access;
    }

    /// <summary>Registers and requests an order, and lets the consumer approve. Answers its access, or null.</summary>
    public static async Task<string?> Pay(LoadClient caller, string order, string merchant)
    {
        if (await RequestPayment(caller, order, merchant) is not { } access) return null;
        var (status, _) = await caller.Send(LoadClient.Request("POST", $"/api/transactions/{IdOf(access)}/consumer", """{"action":"approve"}""", "application/json"));
        return status == 200 ? access : null;
    }

    public static string IdOf(string access) => AccessId().Match(access).Groups[1].Value;

    [GeneratedRegex("AccessID=[0-9a-f]{32}&AccessPass=[0-9a-f]{32}")]
    private static partial Regex Access();

    [GeneratedRegex("AccessID=([0-9a-f]{32})")]
    private static partial Regex AccessId();
}
