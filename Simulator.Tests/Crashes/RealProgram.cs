using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KantanSim.Wire;

namespace KantanSim.Tests.Crashes;

/// <summary>The program as a process of its own, which can be killed.</summary>
internal sealed class RealProgram : IDisposable
{
    public const string Shop = "tshop00000001";

    readonly Process process;
    readonly ConcurrentQueue<string> lines = [];

    RealProgram(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>All that it has said so far.</summary>
    public string[] Said => [.. lines];

    TaskCompletionSource<string?> Listens { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="shell">What a shell does before it becomes the program, such as <c>ulimit -f 2048</c>.</param>
    public static async Task<RealProgram> Start(string data, string merchant, string? shell = null)
    {
        var program = Begin(data, merchant, shell);
        if (await program.Listens.Task is { } url) program.Http = new() { BaseAddress = new(url) };
        else throw new InvalidOperationException($"The program ended with {await program.Ends()}: {string.Join('\n', program.Said)}");
        return program;
    }

    /// <summary>Starts it, to be killed before it listens.</summary>
    public static RealProgram Begin(string data, string merchant, string? shell = null)
    {
        string[] command =
        [
            "dotnet", Path.Combine(AppContext.BaseDirectory, "KantanSim.dll"), "--urls=http://127.0.0.1:0", $"--KantanSim:Data={data}", "--KantanSim:Clock=2026-01-15T00:00:00Z",
            $"--KantanSim:Shops:0:ShopId={Shop}", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={merchant}/notify", "--Logging:LogLevel:Default=Warning",
        ];
        string[] run = shell is null ? command : ["sh", "-c", $"{shell}; exec \"$@\"", "sh", .. command];
        return new(Process.Start(new ProcessStartInfo(run[0], run[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory })!);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> Ends()
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

    /// <summary>Calls the gateway as a merchant does.</summary>
    public async Task<Dictionary<string, string>> Call(string api, string body)
    {
        using var answer = await Http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), new StringContent(body), TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 200, $"{api} was answered {(int)answer.StatusCode}; {string.Join('\n', Said)}");
        return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
    }

    /// <summary>Calls the control API.</summary>
    public async Task<(int Http, JsonNode? Body)> Api(HttpMethod verb, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(verb, $"/api{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
        Http?.Dispose();
    }

    void Hear(string? line)
    {
        const string listens = "KantanSim listens on ";
        if (line is null) Listens.TrySetResult(null);
        else if (line.StartsWith(listens, StringComparison.Ordinal)) Listens.TrySetResult(line[listens.Length..].Trim());
        else if (line.Length > 0) lines.Enqueue(line);
    }
}
