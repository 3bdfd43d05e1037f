using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace KantanSim.Bench;

/// <summary>A program that is measured, in a process of its own.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    readonly Process process;

    MeasuredProcess(Process process, Uri url, double startedAfter) => (this.process, Url, StartupMilliseconds) = (process, url, startedAfter);

    public Uri Url { get; }

    /// <summary>From the start of the process to the first 200, in milliseconds.</summary>
    public double StartupMilliseconds { get; }

    /// <summary>What the process and its children have in memory now, in MiB.</summary>
    public double Memory => Family(process.Id).Sum(Resident) / 1024.0;

    /// <summary>Starts a program and waits for its first 200.</summary>
    /// <param name="arguments">Given the port.</param>
    /// <param name="folder">Where it is started: .NET watches it, with all below.</param>
    /// <param name="ready">What is asked for; a POST when it has a body.</param>
    public static async Task<MeasuredProcess> Start(string program, Func<int, string[]> arguments, string folder, string ready, string? body = null)
    {
        var port = FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        var began = Stopwatch.GetTimestamp();
        // What it says goes nowhere: to read it would be work for the callers.
        var asked = new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments(port)]) { WorkingDirectory = folder };
        asked.Environment.Remove(LoadClient.OneThread);
        var process = Process.Start(asked)!;
        using var http = new HttpClient();
        while (!process.HasExited)
        {
            if (await Listens(port))
            {
                using var content = body is null ? null : new StringContent(body, null, "application/x-www-form-urlencoded");
                try
                {
                    using var answer = await (content is null ? http.GetAsync(new Uri(url, ready)) : http.PostAsync(new Uri(url, ready), content));
                    if (answer.StatusCode == HttpStatusCode.OK) return new(process, url, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                catch (HttpRequestException) { /* it took the connection, and was not ready yet */ }
            }
            await Task.Delay(1);
        }
        throw new InvalidOperationException($"{program} ended with {process.ExitCode} before it answered.");
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    /// <returns>How long it took, in milliseconds.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public async Task<double> Stop()
    {
        var began = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"It ended with {process.ExitCode}.");
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Publishes a project in the form that the container image has.</summary>
    /// <returns>The program's file.</returns>
    public static string Publish(string project, string to, string program)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true", "-p:RunAnalyzers=false", "-o", to, "--nologo", "-v", "quiet"]) { RedirectStandardOutput = true })!;
        var said = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(to, program) : throw new InvalidOperationException($"{project} could not be published: {said}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Without an exception: a thousand of them a second would take a part of the machine from the program that starts.
    static async Task<bool> Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var call = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        var ended = new TaskCompletionSource();
        call.Completed += (_, _) => ended.SetResult();
        if (socket.ConnectAsync(call)) await ended.Task;
        return call.SocketError == SocketError.Success;
    }

    static IEnumerable<int> Family(int id)
    {
        yield return id;
        foreach (var task in Directory.Exists($"/proc/{id}/task") ? Directory.EnumerateDirectories($"/proc/{id}/task") : [])
            if (File.Exists($"{task}/children"))
                foreach (var child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    foreach (var one in Family(int.Parse(child, CultureInfo.InvariantCulture))) yield return one;
    }

    static double Resident(int id) => File.Exists($"/proc/{id}/status") && File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)) is { } line
        ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) : 0;
}
