using System.Collections.Concurrent;
using System.Threading.Channels;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Mappings;

/// <summary>Invalid mapping files are reported by name, and the others are loaded.</summary>
public sealed class MappingDiagnosticTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
    readonly WarningLog log = new();

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string> InvalidFiles => new()
    {
        { "", "a.json: the file is empty" },
        { "{", "a.json: " },
        { "7", "a.json: a mapping is an object with Request and Response" },
        { """{ "Request": {} }""", "a.json: a mapping needs Request and Response" },
        { """{ "Request": {}, "Response": {} } {}""", "a.json: Additional text encountered" },
        { """{ "request": { "method": "GET" }, "response": {} }""", "a.json: Could not find member 'method'" },
        { """{ "Request": { "Path": { "Matchers": [{ "Name": "NoMatcher", "Pattern": "x" }] } }, "Response": {} }""", "a.json: " },
        { """{ "Request": {}, "Response": { "StatusCode": [] } }""", "a.json: " },
        {
            """{ "Guid": "00000000-0000-0000-0000-000000000001", "Request": {}, "Response": {} }""",
            "b.json: the Guid 00000000-0000-0000-0000-000000000001 is already used in a.json"
        },
        { new string(' ', MappingFile.MaxBytes + 1), "a.json: 1,048,577 bytes; allowed: up to 1,048,576" },
    };

    [Theory]
    [MemberData(nameof(InvalidFiles))]
    public void An_invalid_file_is_logged_with_its_name_and_the_others_are_loaded(string text, string error)
    {
        Write("a.json", text);
        Write("b.json", """{ "Guid": "00000000-0000-0000-0000-000000000001", "Request": { "Path": "/b" }, "Response": {} }""");
        Write("c.json", """{ "$schema": "any", "Request": { "Path": "/c" }, "Response": {} }""");
        using var watcher = new MappingWatcher(folder.FullName, log);
        watcher.Watch();
        Assert.StartsWith($"Mapping file: {error}", Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, watcher.Current!.Mappings);
    }

    [Fact]
    public async Task A_file_that_becomes_invalid_is_logged_without_a_request_and_loaded_again_when_it_is_corrected()
    {
        Write("a.json", """{ "Request": {}, "Response": {} }""");
        using var watcher = new MappingWatcher(folder.FullName, log) { PollInterval = TimeSpan.Zero };
        watcher.Watch();
        Write("a.json", "{ broken");
        var warning = await log.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();
        Assert.StartsWith("Mapping file: a.json: ", warning, StringComparison.Ordinal);
        Assert.Null(watcher.Current);
        Write("a.json", """{ "Request": {}, "Response": {} , "Title": "corrected" }""");
        Assert.NotNull(watcher.Current);
        Assert.Empty(watcher.Diagnostics);
    }

    [Fact]
    public void A_folder_that_is_created_later_is_loaded()
    {
        var later = Path.Combine(folder.FullName, "later");
        using var watcher = new MappingWatcher(later, log) { PollInterval = TimeSpan.Zero };
        watcher.Watch();
        Assert.Null(watcher.Current);
        Directory.CreateDirectory(later);
        File.WriteAllText(Path.Combine(later, "a.json"), """{ "Request": {}, "Response": {} }""");
        Assert.NotNull(watcher.Current);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public void Files_above_the_limit_are_not_loaded_and_reported()
    {
        for (var i = 0; i <= MappingFiles.MaxFiles; i++) Write($"{i:0000}.json", "{}");
        var found = MappingFiles.In(folder.FullName);
        Assert.Equal(MappingFiles.MaxFiles, found.Files.Count);
        Assert.EndsWith("1001 files; the first 1,000 are read", Assert.Single(found.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    sealed class WarningLog : ILogger<MappingWatcher>
    {
        readonly Channel<string> warnings = Channel.CreateUnbounded<string>();
        readonly ConcurrentQueue<string> lines = [];

        public IEnumerable<string> Warnings => lines;

        public ChannelReader<string> Reader => warnings.Reader;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue(formatter(state, exception));
            warnings.Writer.TryWrite(formatter(state, exception));
        }
    }
}
