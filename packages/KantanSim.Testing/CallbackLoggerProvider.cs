using Microsoft.Extensions.Logging;

namespace KantanSim.Testing;

/// <summary>Gives warnings and errors to a function, one line each, with the exception if there is one.</summary>
internal sealed class CallbackLoggerProvider(Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new CallbackLogger(write);

    public void Dispose()
    {
    }

    sealed class CallbackLogger(Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            write($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
        }
    }
}
