using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace KantanSim.Bench;

/// <summary>How long it takes from starting a program to its first <c>200 Healthy</c>.</summary>
internal static class StartBench
{
    const int Rounds = 15;

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-bench-");
        var bare = Publish("bench/Bare", Path.Combine(folder.FullName, "bare"), "Bare.dll");
        var ours = Publish("Simulator", Path.Combine(folder.FullName, "simulator"), "KantanSim.dll");
        var data = Path.Combine(folder.FullName, "data");
        var (limit, empty, used) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var times = (await Start(bare), await Start(ours, $"--KantanSim:Data={data}-{round}"), await Start(ours, $"--KantanSim:Data={data}-0"));
            if (round == 0) continue; // the disk's caches are cold
            limit.Add(times.Item1);
            empty.Add(times.Item2);
            used.Add(times.Item3);
        }
        var bareMs = Figures.Median(limit);
        Console.WriteLine();
        Console.WriteLine("| start to the first 200 Healthy | median | against bare |");
        Console.WriteLine("| --- | --: | --: |");
        Console.WriteLine($"| bare ASP.NET Core application | {bareMs:0} ms | 1.0 |");
        Console.WriteLine($"| KantanSim, new database | {Figures.Median(empty):0} ms | {Figures.Median(empty) / bareMs:0.00} |");
        Console.WriteLine($"| KantanSim, database of an earlier run | {Figures.Median(used):0} ms | {Figures.Median(used) / bareMs:0.00} |");
        folder.Delete(recursive: true);
    }

    // Both in the form that the container image has.
    static string Publish(string project, string to, string program)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", to, "--nologo", "-v", "quiet"]) { RedirectStandardOutput = true })!;
        var said = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(to, program) : throw new InvalidOperationException($"{project} could not be published: {said}");
    }

    static async Task<double> Start(string program, params string[] settings)
    {
        var port = FreePort();
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, $"--urls=http://127.0.0.1:{port}", .. settings])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await Healthy(port, process);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return took;
    }

    static async Task Healthy(int port, Process process)
    {
        using var http = new HttpClient();
        while (!process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz/ready"));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1); // it does not listen yet
            }
        }
        throw new InvalidOperationException($"The program ended with {process.ExitCode} before it was healthy.");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
