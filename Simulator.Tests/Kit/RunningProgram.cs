using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KantanSim.Wire;

namespace KantanSim.Tests.Kit;

/// <summary>The real program in a process of its own, on a standing clock and a free port.</summary>
public sealed partial class RunningProgram : IDisposable
{
    readonly Process process;
    readonly StringBuilder said;
    readonly Task rest;

    RunningProgram(Process process, string url, StringBuilder said)
    {
        (this.process, this.said, Http) = (process, said, new() { BaseAddress = new(url) });
        rest = Listen(process, said, untilReady: false);
    }

    public HttpClient Http { get; }

    /// <summary>The files that the process has in its memory, libraries among them.</summary>
    public Task<string> Loaded() => File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);

    public static Task<RunningProgram> Start(params string[] settings) => Start([], settings);

    public static async Task<RunningProgram> Start((string Name, string Value)[] environment, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "KantanSim.dll"), "--urls=http://127.0.0.1:0", "--KantanSim:Clock=2026-01-15T00:00:00Z", .. settings])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var (process, said) = (Process.Start(start)!, new StringBuilder());
        return await Listen(process, said, untilReady: true) is { } url ? new(process, url, said)
            : throw new InvalidOperationException($"The program ended with {process.ExitCode}: {said}");
    }

    /// <summary>The settings of a shop that is notified at an address.</summary>
    public static string[] Notifying(string url) =>
        ["--KantanSim:Shops:0:ShopId=tshop00000001", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={url}"];

    public async Task<Order> Executes(string orderId, string returnUrl = "http://127.0.0.1/return")
    {
        var entry = await Call("EntryTranRecruit", new(orderId, "", ""), ("JobCd", "AUTH"), ("Amount", "1000"));
        var order = new Order(orderId, entry["AccessID"], entry["AccessPass"]);
        await Call("ExecTranRecruit", order, ("RetURL", returnUrl), ("ItemName", "Mug"));
        return order;
    }

    public async Task<Dictionary<string, string>> Call(string api, Order order, params (string Name, string Value)[] more)
    {
        using var content = new ByteArrayContent(FormBody.Write(order.Fields.Concat(more).Where(field => field.Item2.Length > 0).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        using var answer = await Http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
    }

    public async Task<string> Posts(string path, string json)
    {
        using var answer = await Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<string> Gets(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Sends SIGTERM, as a container engine does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end, and answers the exit code and all that was said on the standard output.</summary>
    public async Task<(int ExitCode, string Said)> Ended()
    {
        await rest;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, said.ToString());
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Http.Dispose();
    }

    static async Task<string?> Listen(Process process, StringBuilder said, bool untilReady)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.AppendLine(line);
            if (untilReady && Ready().Match(line) is { Success: true } ready) return ready.Groups[1].Value;
        }
        return null;
    }

    [GeneratedRegex(@"KantanSim listens on (http[^\s""]+)")]
    private static partial Regex Ready();
}
