using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>Runs the steps of the Dockerfile in a folder, without a container engine, and starts the resulting program.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task The_image_of_the_Dockerfile_starts_becomes_healthy_answers_and_stops()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "image"), $"{FreePort()}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Halves the duration. The environment can override it.
        start.Environment.TryAdd("PrecompileDependencies", "false");
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, await errors);
        Assert.EndsWith("and stopped well\n", output, StringComparison.Ordinal);
    }

    // A port outside the ephemeral range, which no other process gets by chance before the program starts.
    static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Any, Random.Shared.Next(20_000, 30_000));
            try
            {
                listener.Start();
            }
            catch (SocketException)
            {
                continue;
            }
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
