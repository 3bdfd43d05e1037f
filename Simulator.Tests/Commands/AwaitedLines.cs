using System.Text;
using System.Threading.Channels;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>The output of a command that runs, whose lines can be awaited.</summary>
internal sealed class AwaitedLines : TextWriter
{
    readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value) => lines.Writer.TryWrite(value ?? "");

    /// <summary>The next line that was not read yet.</summary>
    public Task<string> Next() => lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WithHangGuard();

    /// <summary>Reads lines until one contains a text.</summary>
    /// <returns>All lines that were read.</returns>
    public async Task<List<string>> Until(string text)
    {
        List<string> read = [];
        do read.Add(await Next());
        while (!read[^1].Contains(text, StringComparison.Ordinal));
        return read;
    }
}
