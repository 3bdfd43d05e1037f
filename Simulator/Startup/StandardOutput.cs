using System.Text;

namespace KantanSim.Startup;

/// <summary>The standard output of a command. When it cannot be written, as on a full disk, the command goes on without it.</summary>
/// <param name="inner">Where text goes. Thread-safe when this is.</param>
internal sealed class StandardOutput(TextWriter inner) : TextWriter
{
    readonly CancellationTokenSource lost = new();

    /// <summary>Why text was lost; null: nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>Is cancelled when text is lost, for a command that has nothing else to do.</summary>
    public CancellationToken Lost => lost.Token;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    void Try(Action write)
    {
        if (Fault is not null) return;
        try { write(); }
        catch (IOException fault)
        {
            Fault = fault.Message;
            lost.Cancel();
        }
    }
}
