using System.Text;
using KantanSim.Startup;

namespace KantanSim.Tests.Startup;

/// <summary>A command whose output cannot be written goes on, and knows why.</summary>
public sealed class StandardOutputTests
{
    [Fact]
    public async Task Fault_is_kept_and_not_thrown()
    {
        await using var output = new StandardOutput(new FullDisk());
        await output.WriteLineAsync("a");
        await output.WriteAsync("b");
        await output.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal("No space left", output.Fault);
        Assert.True(output.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Text_is_passed_on()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        await using var output = new StandardOutput(inner);
        await output.WriteLineAsync("a");
        await output.WriteAsync("b");
        Assert.Equal(("a\nb", null), (inner.ToString(), output.Fault));
        Assert.False(output.Lost.IsCancellationRequested);
    }

    sealed class FullDisk : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left");
    }
}
