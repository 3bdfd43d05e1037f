using System.Diagnostics;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Container;

/// <summary>Runs the steps of the Dockerfile in a folder, without a container engine, and starts the resulting program.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task The_image_of_the_Dockerfile_starts_becomes_healthy_answers_and_stops()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, ".ci", "image"), $"{FreePort.Find()}"])
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
}
