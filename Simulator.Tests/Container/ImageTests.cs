using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>The steps of the Dockerfile, done in a folder without a container engine, and the program that they give.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task The_image_of_the_Dockerfile_starts_becomes_healthy_answers_and_stops()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "image"), $"{FreePort()}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Half of the time, unless somebody wants all of it.
        start.Environment.TryAdd("PrecompileDependencies", "false");
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, await errors);
        Assert.EndsWith("and stopped well\n", output, StringComparison.Ordinal);
    }

    // The system gives ports of this range to nobody who asks for any free one: it is still free when the program starts.
    static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Any, Random.Shared.Next(20_000, 30_000));
            try { listener.Start(); }
            catch (SocketException) { continue; }
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
