using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace KantanSim.Bench;

/// <summary>A measured program in a process of its own.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    readonly Process process;

    MeasuredProcess(Process process, Uri url, double startupMilliseconds)
    {
        this.process = process;
        Url = url;
        StartupMilliseconds = startupMilliseconds;
    }

    public Uri Url { get; }

    /// <summary>Time from the start of the process to the first response with status 200.</summary>
    public double StartupMilliseconds { get; }

    /// <summary>The current resident memory of the process and its descendants, in MiB.</summary>
    public double Memory => WithDescendants(process.Id).Sum(ResidentKilobytes) / 1024.0;

    /// <summary>The processor time of the process so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits for its first response with status 200.</summary>
    /// <param name="arguments">Gets the port to listen on.</param>
    /// <param name="folder">The working directory. It has to be small, because .NET watches it with all subfolders.</param>
    /// <param name="ready">The path of the request.</param>
    /// <param name="body">Makes the request a POST with this form.</param>
    public static async Task<MeasuredProcess> Start(
        string program, Func<int, string[]> arguments, string folder, string ready, string? body = null)
    {
        var port = FreePort();
        var url = new Uri($"http://127.0.0.1:{port}");
        var began = Stopwatch.GetTimestamp();
        var process = Launch(program, arguments(port), folder);
        using var http = new HttpClient();
        while (!process.HasExited)
        {
            if (await IsListening(port) && await IsReady(http, new Uri(url, ready), body))
                return new(process, url, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(1);
        }
        throw new InvalidOperationException($"{program} exited with code {process.ExitCode} before it responded.");
    }

    /// <summary>Sends SIGTERM and waits for the exit.</summary>
    /// <returns>How long it took, in milliseconds.</returns>
    /// <exception cref="InvalidOperationException">The exit code is not 0.</exception>
    public async Task<double> Stop()
    {
        var began = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The program exited with code {process.ExitCode}.");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Publishes a project with the same options as the container image.</summary>
    /// <returns>The path of the program's file.</returns>
    public static string Publish(string project, string to, string program)
    {
        string[] arguments =
        [
            "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-p:RunAnalyzers=false", "-o", to, "--nologo", "-v", "quiet",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        if (publish.ExitCode != 0) throw new InvalidOperationException($"{project} could not be published: {output}");
        return Path.Combine(to, program);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static Process Launch(string program, string[] arguments, string folder)
    {
        // The output is discarded by the shell, because reading it would take CPU time from the load generator.
        string[] shellArguments = ["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", program, .. arguments];
        var start = new ProcessStartInfo("sh", shellArguments) { WorkingDirectory = folder };
        start.Environment.Remove(LoadClient.OneThread);
        return Process.Start(start)!;
    }

    // Reports a refused connection without an exception: a thousand exceptions per second would slow down the starting program.
    static async Task<bool> IsListening(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connect = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        var completed = new TaskCompletionSource();
        connect.Completed += (_, _) => completed.SetResult();
        if (socket.ConnectAsync(connect)) await completed.Task;
        return connect.SocketError == SocketError.Success;
    }

    static async Task<bool> IsReady(HttpClient http, Uri url, string? body)
    {
        using var content = body is null ? null : new StringContent(body, null, "application/x-www-form-urlencoded");
        try
        {
            using var response = await (content is null ? http.GetAsync(url) : http.PostAsync(url, content));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It accepted the connection, but was not ready.
            return false;
        }
    }

    static IEnumerable<int> WithDescendants(int id) =>
        ChildrenOf(id).SelectMany(WithDescendants).Prepend(id);

    static IEnumerable<int> ChildrenOf(int id)
    {
        var tasks = $"/proc/{id}/task";
        if (!Directory.Exists(tasks)) return [];
        return Directory.EnumerateDirectories(tasks)
            .Select(task => $"{task}/children")
            .Where(File.Exists)
            .SelectMany(file => File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));
    }

    static double ResidentKilobytes(int id)
    {
        var file = $"/proc/{id}/status";
        if (!File.Exists(file)) return 0;
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        if (line is null) return 0;
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
