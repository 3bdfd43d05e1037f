using System.Globalization;
using KantanSim.Configuration;
using KantanSim.Scheduling;
using KantanSim.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KantanSim.Testing;

/// <summary>Starts the program inside the test's process.</summary>
internal static class EmbeddedProgram
{
    /// <exception cref="KantanSimStartException">It cannot start.</exception>
    public static async Task<WebApplication> Start(KantanSimServerOptions options)
    {
        WebApplication? app = null;
        try
        {
            app = await CompositionRoot.BuildEmbedded(Settings(options), services => Replace(services, options)).ConfigureAwait(false);
            app.Services.GetRequiredService<Scheduler>().GracePeriod = options.ShopPatience;
            await app.StartAsync().ConfigureAwait(false);
            return app;
        }
        catch (Exception fault)
        {
            if (app is not null) await app.DisposeAsync().ConfigureAwait(false);
            if (fault is ConfigurationException or ListenException) throw new KantanSimStartException(fault.Message, fault);
            throw;
        }
    }

    static Dictionary<string, string?> Settings(KantanSimServerOptions options)
    {
        if (options.Scenarios is "") throw new KantanSimStartException("Scenarios is empty; allowed: a folder, or null.");
        if (options.ShopPatience < TimeSpan.Zero)
            throw new KantanSimStartException($"ShopPatience is {options.ShopPatience}; allowed: 0 seconds or more.");
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["KantanSim:Data"] = ":memory:",
            ["KantanSim:Clock"] = options.Now?.ToString("O", CultureInfo.InvariantCulture) ?? (options.ClockRuns ? "Real" : "Manual"),
            ["KantanSim:Scenarios"] = options.Scenarios is { } folder ? Path.GetFullPath(folder) : ScenarioFolder(),
            ["KantanSim:Seed"] = options.Seed?.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in options.Settings) settings[$"KantanSim:{name}"] = value;
        return settings;
    }

    // The package copies the library beside the tests; in KantanSim's own solution it stands beside the program.
    static string ScenarioFolder() =>
        new[] { Path.Combine(AppContext.BaseDirectory, "kantansim", "scenarios"), Path.Combine(AppContext.BaseDirectory, "scenarios") }
            .FirstOrDefault(Directory.Exists)
        ?? throw new KantanSimStartException(
            $"There is no folder kantansim/scenarios in {AppContext.BaseDirectory}: add a reference to the package KantanSim.Testing to "
            + "the test project itself, which copies it there, or set Scenarios.");

    // The test runner handles Ctrl-C, and what is logged goes to the test.
    static void Replace(IServiceCollection services, KantanSimServerOptions options)
    {
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddLogging(logging =>
        {
            logging.ClearProviders();
            if (options.Log is { } log) logging.AddProvider(new CallbackLoggerProvider(log));
        });
    }

    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
