using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KantanSim.Telemetry;

/// <summary>
/// The console's log where nobody looks at a terminal: the framework's own lines, written many at once. The framework wakes a thread for each
/// line and writes it alone, which was a tenth of all that a call costs.
/// </summary>
[ProviderAlias("Console")]
internal sealed class BatchingConsoleLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    /// <summary>So many characters wait at most: who logs then waits, too, because no line may vanish.</summary>
    public const int Most = 1 << 20;

    /// <summary>How long the end waits for an output that takes nothing: a program that is told to stop does.</summary>
    public TimeSpan LastPatience { get; init; } = TimeSpan.FromMilliseconds(500);

    [ThreadStatic]
    static StringWriter? line;

    readonly ConsoleFormatter formatter;
    readonly TextWriter output;
    readonly TimeSpan patience;
    readonly object gate = new();
    readonly Thread writer;
    IExternalScopeProvider? scopes;
    StringBuilder gathered = new();
    StringBuilder written = new();
    bool isUrgent;
    bool isClosed;

    /// <param name="formatter">How a line looks.</param>
    /// <param name="output">Where it goes; it is flushed after each piece, and belongs to this.</param>
    /// <param name="patience">How long a line may wait for others; from an error on none does.</param>
    public BatchingConsoleLoggerProvider(ConsoleFormatter formatter, TextWriter output, TimeSpan patience)
    {
        (this.formatter, this.output, this.patience) = (formatter, output, patience);
        writer = new(WriteUntilClosed) { Name = "console", IsBackground = true };
        writer.Start();
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    /// <summary>Answers when every line is written, or the output still takes nothing.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.PulseAll(gate);
        }
        if (writer.Join(LastPatience)) output.Dispose();
    }

    void Log<TState>(in LogEntry<TState> entry)
    {
        line ??= new();
        formatter.Write(entry, scopes, line);
        var text = line.GetStringBuilder();
        if (text.Length > 0) Add(text, entry.LogLevel);
        text.Clear();
    }

    void Add(StringBuilder text, LogLevel level)
    {
        lock (gate)
        {
            while (gathered.Length >= Most && !isClosed) Monitor.Wait(gate);
            var isFirst = gathered.Length == 0;
            gathered.Append(text);
            isUrgent |= level >= LogLevel.Error || gathered.Length >= Most;
            if (isFirst || isUrgent) Monitor.PulseAll(gate);
        }
    }

    void WriteUntilClosed()
    {
        var lost = 0L;
        while (Take())
        {
            try
            {
                if (lost > 0) output.WriteLine($"({lost} characters of the log could not be written here)");
                output.Write(written);
                output.Flush();
                lost = 0;
            }
            catch (IOException) { lost += written.Length; }
            written.Clear();
        }
    }

    // False when all is written and nothing more will come.
    bool Take()
    {
        lock (gate)
        {
            while (gathered.Length == 0 && !isClosed) Monitor.Wait(gate);
            if (!isUrgent && !isClosed) Monitor.Wait(gate, patience);
            (gathered, written, isUrgent) = (written, gathered, false);
            Monitor.PulseAll(gate);
            return written.Length > 0;
        }
    }

    sealed class Category(BatchingConsoleLoggerProvider console, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => console.scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) console.Log(new LogEntry<TState>(logLevel, name, eventId, state, exception, formatter));
        }
    }
}
