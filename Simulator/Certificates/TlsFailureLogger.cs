namespace KantanSim.Certificates;

/// <summary>
/// Tells of failed TLS handshakes in one line, at most one a second. Kestrel logs them with a stack trace and at Debug only; this listens to that log.
/// </summary>
/// <param name="isOwn">Whether the certificate is KantanSim's own, and not the operator's.</param>
internal sealed class TlsFailureLogger(Func<ILogger> log, TimeProvider time, bool isOwn) : ILoggerProvider, ILogger
{
    internal const string KestrelHttps = "Microsoft.AspNetCore.Server.Kestrel.Https";

    static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    long? toldAt;
    int leftOut;

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(KestrelHttps, StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Debug;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is null || !IsEnabled(logLevel)) return;
        int others;
        lock (gate)
        {
            if (toldAt is { } last && time.GetElapsedTime(last) < Between)
            {
                leftOut++;
                return;
            }
            (toldAt, others, leftOut) = (time.GetTimestamp(), leftOut, 0);
        }
        if (others == 0) CertificateLog.TlsFailed(log(), TlsFailureReason.Describe(exception, isOwn));
        else CertificateLog.TlsFailedOften(log(), TlsFailureReason.Describe(exception, isOwn), others);
    }

    public void Dispose() { }
}

/// <summary>Registers <see cref="TlsFailureLogger"/>.</summary>
internal static class TlsFailureExtensions
{
    public static void AddTlsFailures(this WebApplicationBuilder builder, bool isOwn)
    {
        builder.Services.AddSingleton<ILoggerProvider>(services => new TlsFailureLogger(
            () => services.GetRequiredService<ILoggerFactory>().CreateLogger("KantanSim.Tls"), TimeProvider.System, isOwn));
        builder.Logging.AddFilter<TlsFailureLogger>(null, LogLevel.None).AddFilter<TlsFailureLogger>(TlsFailureLogger.KestrelHttps, LogLevel.Debug);
    }
}
