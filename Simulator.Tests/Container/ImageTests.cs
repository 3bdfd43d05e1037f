using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>The Dockerfile is right: each of its steps is done and what comes of them is run, without a container engine.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task What_the_Dockerfile_says_gives_a_program_that_starts_is_healthy_and_stops()
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "image"), $"{FreePort()}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, await errors);
        Assert.EndsWith("and stopped well\n", said, StringComparison.Ordinal);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
