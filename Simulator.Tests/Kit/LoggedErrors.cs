using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Kit;

/// <summary>What the program logs as an error: a refusal is none, so there is a bug wherever one stands.</summary>
internal sealed class LoggedErrors : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> lines = [];

    public IEnumerable<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
