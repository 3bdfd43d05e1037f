using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace KantanSim.Certificates;

/// <summary>
/// Logs failed TLS handshakes as one line, at most once per second. Kestrel logs them at level Debug only and with a stack trace;
/// this provider receives those entries.
/// </summary>
/// <param name="isOwn">Whether the certificate is KantanSim's own, and not the operator's.</param>
internal sealed class TlsFailureLogger(TimeProvider time, bool isOwn) : ILoggerProvider, ILogger
{
    internal const string KestrelHttps = "Microsoft.AspNetCore.Server.Kestrel.Https";

    static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);

    readonly Lock sync = new();
    long? lastLoggedAt;
    int suppressed;

    /// <summary>Where the lines are written.</summary>
    public ILogger Output { get; set; } = NullLogger.Instance;

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(KestrelHttps, StringComparison.Ordinal) ? this : NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is null || !IsEnabled(logLevel)) return;
        int others;
        lock (sync)
        {
            if (lastLoggedAt is { } last && time.GetElapsedTime(last) < MinInterval)
            {
                suppressed++;
                return;
            }
            lastLoggedAt = time.GetTimestamp();
            others = suppressed;
            suppressed = 0;
        }
        if (others == 0) CertificateLog.TlsFailed(Output, TlsFailureReason.Describe(exception, isOwn));
        else CertificateLog.TlsFailedOften(Output, TlsFailureReason.Describe(exception, isOwn), others);
    }

    public void Dispose() { }
}

/// <summary>Registers <see cref="TlsFailureLogger"/>.</summary>
internal static class TlsFailureExtensions
{
    public static void AddTlsFailures(this WebApplicationBuilder builder, bool isOwn)
    {
        var failures = new TlsFailureLogger(TimeProvider.System, isOwn);
        builder.Logging.AddProvider(failures)
            .AddFilter<TlsFailureLogger>(null, LogLevel.None)
            .AddFilter<TlsFailureLogger>(TlsFailureLogger.KestrelHttps, LogLevel.Debug);
        // A logger provider cannot depend on the logger factory, which is created from the providers. Kestrel's options are created
        // later, before it accepts connections.
        builder.Services.AddOptions<KestrelServerOptions>()
            .Configure<ILoggerFactory>((_, loggers) => failures.Output = loggers.CreateLogger("KantanSim.Tls"));
    }
}
