using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Wire;

namespace KantanSim.Tests.Infrastructure;

/// <summary>The real program in a process of its own, which can be stopped and killed; on a standing clock and a free port.</summary>
public sealed partial class SimulatorProcess : IDisposable
{
    const int Outputs = 2;

    readonly Process process;
    readonly ConcurrentQueue<string> lines = [];
    readonly TaskCompletionSource<string?> listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource said = NewLine();
    int ended;

    SimulatorProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>All that it has said so far, a line each.</summary>
    public string[] Said => [.. lines];

    /// <summary>Where it listens, once it does; null when it ended before.</summary>
    public Task<string?> Listens => listens.Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>The files that the process has in its memory, libraries among them.</summary>
    public Task<string> Loaded() => File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);

    public static Task<SimulatorProcess> Start(params string[] settings) => Start([], settings);

    public static Task<SimulatorProcess> Start((string Name, string Value)[] environment, params string[] settings) => Begin(settings, environment).Ready();

    /// <param name="working">The folder where it is started.</param>
    public static Task<SimulatorProcess> Start((string Name, string Value)[] environment, DirectoryInfo working, params string[] settings) =>
        Begin(settings, environment, working: working.FullName).Ready();

    /// <summary>Starts it, and waits for nothing.</summary>
    /// <param name="shell">What a shell does before it becomes the program, such as <c>ulimit -f 2048</c>.</param>
    /// <param name="listen">How it is told to serve and where; any free port when left out.</param>
    /// <param name="working">The folder where it is started; the tests' own when left out.</param>
    public static SimulatorProcess Begin(
        string[] settings, (string Name, string Value)[]? environment = null, string? shell = null, string[]? listen = null, string? working = null)
    {
        // A shell that runs the tests in the background has children ignore SIGINT, and the program would, too.
        string[] command =
        [
            "env", "--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "KantanSim.dll"),
            .. listen ?? ["--urls=http://127.0.0.1:0"], "--KantanSim:Clock=2026-01-15T00:00:00Z", .. settings,
        ];
        string[] run = shell is null ? command : ["sh", "-c", $"{shell}; exec \"$@\"", "sh", .. command];
        var start = new ProcessStartInfo(run[0], run[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = working ?? AppContext.BaseDirectory };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it listens.</summary>
    public async Task<SimulatorProcess> Ready()
    {
        if (await Listens is not { } url) throw new InvalidOperationException($"The program ended with {await WaitForExit()}: {string.Join('\n', Said)}");
        Http = new() { BaseAddress = new(url) };
        return this;
    }

    /// <summary>The settings of a shop that is notified at an address.</summary>
    public static string[] Notifying(string url) =>
        [$"--KantanSim:Shops:0:ShopId={TestOrder.FirstShop}", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={url}"];

    public async Task<TestOrder> Executes(string orderId, string returnUrl = "http://127.0.0.1/return")
    {
        var entry = await Call("EntryTranRecruit", new(orderId, "", ""), ("JobCd", "AUTH"), ("Amount", "1000"));
        var order = new TestOrder(orderId, entry["AccessID"], entry["AccessPass"]);
        await Call("ExecTranRecruit", order, ("RetURL", returnUrl), ("ItemName", "Mug"));
        return order;
    }

    public Task<Dictionary<string, string>> Call(string api, TestOrder order, params (string Name, string Value)[] more) =>
        Call(api, FormBody.Write(order.Fields.Concat(more).Where(field => field.Item2.Length > 0).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));

    /// <summary>Calls the gateway as a merchant does.</summary>
    public Task<Dictionary<string, string>> Call(string api, string body) => Call(api, System.Text.Encoding.ASCII.GetBytes(body));

    /// <summary>Calls the control API.</summary>
    public async Task<(int Http, JsonNode? Body)> Api(HttpMethod verb, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(verb, $"/api{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public Task<string> Gets(string path) => Http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Waits for a line of the output.</summary>
    public async Task<string> WaitForLine(Func<string, bool> line)
    {
        while (true)
        {
            var next = said.Task;
            if (lines.FirstOrDefault(line) is { } found) return found;
            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends SIGTERM, as a container engine does.</summary>
    public void Terminate() => Signal("TERM");

    /// <param name="name">Such as <c>INT</c>, which Ctrl-C sends.</param>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and for all that was said until then, and answers the exit code.</summary>
    public async Task<int> WaitForExit()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>SIGKILL: nothing of it runs any further.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Http?.Dispose();
    }

    async Task<Dictionary<string, string>> Call(string api, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await Http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 200, $"{api} was answered {(int)answer.StatusCode}; {string.Join('\n', Said)}");
        return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
    }

    void Hear(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Increment(ref ended) == Outputs) listens.TrySetResult(null);
            return;
        }
        if (line.Length > 0) lines.Enqueue(line);
        Interlocked.Exchange(ref said, NewLine()).TrySetResult();
        if (Listening().Match(line) is { Success: true } match) listens.TrySetResult(match.Groups[1].Value);
    }

    static TaskCompletionSource NewLine() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(@"KantanSim listens on (http[^\s""]+)")]
    private static partial Regex Listening();
}
