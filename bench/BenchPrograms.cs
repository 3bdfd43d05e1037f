using System.Text.RegularExpressions;

namespace KantanSim.Bench;

/// <summary>Publishes and starts the measured programs, and makes the calls of a payment to KantanSim.</summary>
/// <param name="folder">A temporary folder for the published programs and their data.</param>
internal sealed partial class BenchPrograms(string folder)
{
    public const string Shop = "ShopID=tshop00000001&ShopPass=kantansim1";
    public const string Entry = "/payment/EntryTranRecruit.idPass";

    const string Exec = "/payment/ExecTranRecruit.idPass";
    const string ReadyPath = "/healthz/ready";

    readonly Lazy<string> kantanSim = new(() => MeasuredProcess.Publish("Simulator", Path.Combine(folder, "simulator"), "KantanSim.dll"));
    readonly Lazy<string> bare = new(() => MeasuredProcess.Publish("bench/Bare", Path.Combine(folder, "bare"), "Bare.dll"));
    int paths;

    public string Folder => folder;

    /// <summary>A path in the temporary folder that was not used before.</summary>
    public string NewPath(string name) => Path.Combine(folder, $"{name}-{Interlocked.Increment(ref paths)}");

    public Task<MeasuredProcess> StartBare() =>
        MeasuredProcess.Start(
            "dotnet",
            port => [bare.Value, $"--urls=http://127.0.0.1:{port}"],
            Path.GetDirectoryName(bare.Value)!,
            ReadyPath);

    /// <param name="data">The database folder; null for a new one.</param>
    public Task<MeasuredProcess> StartKantanSim(string? data = null, params string[] settings) =>
        MeasuredProcess.Start(
            "dotnet",
            port => [kantanSim.Value, $"--urls=http://127.0.0.1:{port}", $"--KantanSim:Data={data ?? NewPath("data")}", .. settings],
            Path.GetDirectoryName(kantanSim.Value)!,
            ReadyPath);

    /// <summary>Registers an order.</summary>
    /// <returns>The form fields AccessID and AccessPass of the response; null when it was refused.</returns>
    public static async Task<string?> Register(LoadClient client, string order)
    {
        var (_, body) = await client.Send(LoadClient.Request("POST", Entry, $"{Shop}&OrderID={order}&JobCd=AUTH&Amount=1000"));
        var access = Access().Match(body);
        return access.Success ? access.Value : null;
    }

    /// <summary>Registers and executes an order, up to the point where the consumer is redirected to the wallet.</summary>
    /// <returns>The form fields AccessID and AccessPass; null when the registration was refused.</returns>
    public static async Task<string?> RequestPayment(LoadClient client, string order, string merchant)
    {
        if (await Register(client, order) is not { } access) return null;
        var returnUrl = Uri.EscapeDataString(merchant + "/return");
        await client.Send(LoadClient.Request("POST", Exec, $"{Shop}&OrderID={order}&{access}&RetURL={returnUrl}&ItemName=Mug"));
        return access;
    }

    /// <summary>Registers and executes an order, and approves it as the consumer.</summary>
    /// <returns>The form fields AccessID and AccessPass; null when a call was refused.</returns>
    public static async Task<string?> Pay(LoadClient client, string order, string merchant)
    {
        if (await RequestPayment(client, order, merchant) is not { } access) return null;
        var path = $"/api/transactions/{AccessIdOf(access)}/consumer";
        var (status, _) = await client.Send(LoadClient.Request("POST", path, """{"action":"approve"}""", "application/json"));
        return status == 200 ? access : null;
    }

    /// <summary>The AccessID in form fields.</summary>
    public static string AccessIdOf(string form) => AccessId().Match(form).Groups[1].Value;

    [GeneratedRegex("AccessID=[0-9a-f]{32}&AccessPass=[0-9a-f]{32}")]
    private static partial Regex Access();

    [GeneratedRegex("AccessID=([0-9a-f]{32})")]
    private static partial Regex AccessId();
}
