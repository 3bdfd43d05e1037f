using System.Collections.Concurrent;
using KantanSim.Mappings;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Mappings;

/// <summary>Invalid mapping files are reported by name, and the others are read.</summary>
public sealed class MappingDiagnosticTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
    readonly Told told = new();

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "a.json: the file is empty" },
        { "{", "a.json: " },
        { "7", "a.json: a mapping is an object with Request and Response" },
        { """{ "Request": {} }""", "a.json: a mapping needs Request and Response" },
        { """{ "Request": {}, "Response": {} } {}""", "a.json: Additional text encountered" },
        { """{ "request": { "method": "GET" }, "response": {} }""", "a.json: Could not find member 'method'" },
        { """{ "Request": { "Path": { "Matchers": [{ "Name": "NoMatcher", "Pattern": "x" }] } }, "Response": {} }""", "a.json: " },
        { """{ "Request": {}, "Response": { "StatusCode": [] } }""", "a.json: " },
        { """{ "Guid": "00000000-0000-0000-0000-000000000001", "Request": {}, "Response": {} }""", "b.json: the Guid 00000000-0000-0000-0000-000000000001 is already in a.json" },
        { new string(' ', MappingFile.LargestFile + 1), "a.json: 1,048,577 bytes; allowed: up to 1,048,576" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_invalid_file_is_logged_with_its_name_and_the_others_are_read(string text, string fault)
    {
        Write("a.json", text);
        Write("b.json", """{ "Guid": "00000000-0000-0000-0000-000000000001", "Request": { "Path": "/b" }, "Response": {} }""");
        Write("c.json", """{ "$schema": "any", "Request": { "Path": "/c" }, "Response": {} }""");
        using var live = new MappingWatcher(folder.FullName, told);
        live.Watch();
        Assert.StartsWith($"Mapping file: {fault}", Assert.Single(told.Warnings), StringComparison.Ordinal);
        Assert.Equal(2, live.Current!.Mappings);
    }

    [Fact]
    public async Task A_file_that_becomes_invalid_is_logged_without_a_request_and_read_again_when_it_is_corrected()
    {
        Write("a.json", """{ "Request": {}, "Response": {} }""");
        using var live = new MappingWatcher(folder.FullName, told) { PollInterval = TimeSpan.Zero };
        live.Watch();
        Write("a.json", "{ broken");
        Assert.StartsWith("Mapping file: a.json: ", await told.Next.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard(), StringComparison.Ordinal);
        Assert.Null(live.Current);
        Write("a.json", """{ "Request": {}, "Response": {} , "Title": "mended" }""");
        Assert.NotNull(live.Current);
        Assert.Empty(live.Diagnostics);
    }

    [Fact]
    public void A_folder_that_is_created_later_is_read()
    {
        var later = Path.Combine(folder.FullName, "later");
        using var live = new MappingWatcher(later, told) { PollInterval = TimeSpan.Zero };
        live.Watch();
        Assert.Null(live.Current);
        Directory.CreateDirectory(later);
        File.WriteAllText(Path.Combine(later, "a.json"), """{ "Request": {}, "Response": {} }""");
        Assert.NotNull(live.Current);
        Assert.Empty(told.Warnings);
    }

    [Fact]
    public void Files_above_the_limit_are_left_out_and_reported()
    {
        for (var i = 0; i <= MappingFiles.MostFiles; i++) Write($"{i:0000}.json", "{}");
        var found = MappingFiles.In(folder.FullName);
        Assert.Equal(MappingFiles.MostFiles, found.Files.Count);
        Assert.EndsWith("1001 files; the first 1,000 are read", Assert.Single(found.Diagnostics).ToString(), StringComparison.Ordinal);
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    sealed class Told : ILogger<MappingWatcher>
    {
        readonly System.Threading.Channels.Channel<string> warnings = System.Threading.Channels.Channel.CreateUnbounded<string>();
        readonly ConcurrentQueue<string> lines = [];

        public IEnumerable<string> Warnings => lines;

        public System.Threading.Channels.ChannelReader<string> Next => warnings.Reader;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue(formatter(state, exception));
            warnings.Writer.TryWrite(formatter(state, exception));
        }
    }
}
