using System.CommandLine;

namespace KantanSim.Startup;

/// <summary>The command <c>serve</c> with its options.</summary>
internal static class ServeCommandLine
{
    public static Command Build(string[] settings)
    {
        var stopsOnInputEnd = new Option<bool>("--stop-on-stdin-close")
        {
            Description = "Stops the server in order when its standard input ends, as it does when the program that started it dies.",
        };
        var serve = new Command("serve", "Serves the gateway, the wallet, the demo shop, the dashboard and the control API (the default).")
        {
            stopsOnInputEnd,
        };
        serve.SetAction((parsed, _) => Run(settings, parsed.GetValue(stopsOnInputEnd)));
        return serve;
    }

    /// <summary>Serves until the server is stopped.</summary>
    /// <param name="stopsOnInputEnd">Whether the end of the standard input stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] settings, bool stopsOnInputEnd = false)
    {
        await using var app = await CompositionRoot.Start(settings);
        if (app is null) return Commands.ExitCodes.Success;
        foreach (var url in app.Urls) await StartupLog.Listening(app, url);
        // Not awaited: a read of the standard input cannot be cancelled, and the process ends without it.
        if (stopsOnInputEnd) _ = Task.Run(() => StopOnInputEnd(app));
        await app.WaitForShutdownAsync();
        // A failed background service stops the server. Rethrow its exception, so that the process crashes with a stack trace.
        foreach (var service in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
            if (service.ExecuteTask is { IsFaulted: true } failed) await failed;
        return Commands.ExitCodes.Success;
    }

    static void StopOnInputEnd(WebApplication app)
    {
        using var input = Console.OpenStandardInput();
        var ignored = new byte[1024];
        try
        {
            while (input.Read(ignored) > 0) { }
            StartupLog.InputEnded(app.Logger);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            StartupLog.InputNotRead(app.Logger, fault.Message);
        }
        app.Lifetime.StopApplication();
    }
}
