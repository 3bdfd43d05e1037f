using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KantanSim.Wire;

namespace KantanSim.Tests.Infrastructure;

/// <summary>The program in a process of its own, on a free port and with a frozen clock. It can be stopped and killed.</summary>
public sealed partial class SimulatorProcess : IDisposable
{
    // Standard output and standard error.
    const int Outputs = 2;

    readonly Process process;
    readonly ConcurrentQueue<string> lines = [];
    readonly TaskCompletionSource<string?> listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource lineAdded = NewLine();
    int closedOutputs;

    SimulatorProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => AddLine(line.Data);
        process.ErrorDataReceived += (_, line) => AddLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The lines of the output so far.</summary>
    public string[] Said => [.. lines];

    /// <summary>The listen URL, when the program listens; null when it exited before.</summary>
    public Task<string?> Listens => listens.Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>The memory map of the process, with the paths of loaded libraries.</summary>
    public Task<string> Loaded() => File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);

    public static Task<SimulatorProcess> Start(params string[] settings) => Start([], settings);

    public static Task<SimulatorProcess> Start((string Name, string Value)[] environment, params string[] settings) =>
        Begin(settings, environment).Ready();

    /// <param name="working">The working directory.</param>
    public static Task<SimulatorProcess> Start(
        (string Name, string Value)[] environment, DirectoryInfo working, params string[] settings) =>
        Begin(settings, environment, working: working.FullName).Ready();

    /// <summary>Starts the program without waiting until it listens.</summary>
    /// <param name="shell">A shell command that runs before the program, such as <c>ulimit -f 2048</c>.</param>
    /// <param name="listen">The command and the URLs; by default any free port.</param>
    /// <param name="working">The working directory; by default the folder of the tests.</param>
    /// <param name="hasInput">Whether the program reads what the test writes; by default it shares the input of the tests.</param>
    /// <param name="program">The program; by default the one that was built with the tests.</param>
    public static SimulatorProcess Begin(
        string[] settings,
        (string Name, string Value)[]? environment = null,
        string? shell = null,
        string[]? listen = null,
        string? working = null,
        bool hasInput = false,
        string[]? program = null)
    {
        // Child processes of a shell that runs in the background ignore SIGINT; env restores the default for the program.
        string[] command =
        [
            "env", "--default-signal=INT", .. program ?? ["dotnet", Path.Combine(AppContext.BaseDirectory, "KantanSim.dll")],
            .. listen ?? ["--urls=http://127.0.0.1:0"], "--KantanSim:Clock=2026-01-15T00:00:00Z", .. settings,
        ];
        string[] run = shell is null ? command : ["sh", "-c", $"{shell}; exec \"$@\"", "sh", .. command];
        var start = new ProcessStartInfo(run[0], run[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = hasInput,
            WorkingDirectory = working ?? AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until the program listens.</summary>
    /// <exception cref="InvalidOperationException">It exited before.</exception>
    public async Task<SimulatorProcess> Ready()
    {
        if (await Listens is not { } url)
            throw new InvalidOperationException($"The program exited with code {await WaitForExit()}: {string.Join('\n', Said)}");
        Http = new() { BaseAddress = new(url) };
        return this;
    }

    /// <summary>Settings for a shop with a notification URL.</summary>
    public static string[] Notifying(string url) =>
    [
        $"--KantanSim:Shops:0:ShopId={TestOrder.FirstShop}",
        "--KantanSim:Shops:0:ShopPass=kantansim1",
        $"--KantanSim:Shops:0:NotifyUrl={url}",
    ];

    /// <summary>A payment that waits for the consumer.</summary>
    public async Task<TestOrder> Executes(string orderId, string returnUrl = "http://127.0.0.1/return")
    {
        var entry = await Call("EntryTranRecruit", new(orderId, "", ""), ("JobCd", "AUTH"), ("Amount", "1000"));
        var order = new TestOrder(orderId, entry["AccessID"], entry["AccessPass"]);
        await Call("ExecTranRecruit", order, ("RetURL", returnUrl), ("ItemName", "Mug"));
        return order;
    }

    /// <summary>Calls an operation on an order, with the fields that identify it.</summary>
    public Task<Dictionary<string, string>> Call(string api, TestOrder order, params (string Name, string Value)[] more)
    {
        var fields = order.Fields.Concat(more).Where(field => field.Item2.Length > 0);
        return Call(api, FormBody.Write(fields.Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    /// <summary>Calls the gateway with a URL-encoded form.</summary>
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

    /// <summary>Waits for a line of the output, which may have been printed already.</summary>
    public async Task<string> WaitForLine(Func<string, bool> matches)
    {
        while (true)
        {
            var next = lineAdded.Task;
            if (lines.FirstOrDefault(matches) is { } line) return line;
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

    /// <summary>Writes a line to the program's standard input.</summary>
    public Task WriteInput(string line) => process.StandardInput.WriteLineAsync(line);

    /// <summary>Ends the program's standard input, as the end of the process that started it does.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>Waits until the process has exited and its output is read.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExit()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Sends SIGKILL.</summary>
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
        var uri = new Uri($"/payment/{api}.idPass", UriKind.Relative);
        using var answer = await Http.PostAsync(uri, content, TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 200, $"{api} returned {(int)answer.StatusCode}; {string.Join('\n', Said)}");
        var fields = ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return fields.ToDictionary(field => field.Key, field => field.Value);
    }

    // Null at the end of each output.
    void AddLine(string? line)
    {
        if (line is null)
        {
            if (Interlocked.Increment(ref closedOutputs) == Outputs) listens.TrySetResult(null);
            return;
        }
        if (line.Length > 0) lines.Enqueue(line);
        Interlocked.Exchange(ref lineAdded, NewLine()).TrySetResult();
        var url = Listening().Match(line);
        if (url.Success) listens.TrySetResult(url.Groups[1].Value);
    }

    static TaskCompletionSource NewLine() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [GeneratedRegex(@"KantanSim listens on (http[^\s""]+)")]
    private static partial Regex Listening();
}
