using System.Text.Json.Nodes;
using System.Xml.Linq;
using KantanSim.Check.Command;
using KantanSim.Commands;

namespace KantanSim.Tests.Check.Command;

/// <summary>What <c>check run</c> refuses before it begins, and what it writes when nothing is reached.</summary>
public sealed class CheckRunCommandTests : IDisposable
{
    // Port 9 of the loopback does not listen.
    const string Text = """
        gateway: http://127.0.0.1:9
        shop: { id: s1, pass: hushhush }
        place: { http: { post: "http://127.0.0.1:9/orders", keep: { id: "$.id" } } }
        read:
          http: { get: "http://127.0.0.1:9/orders/{{id}}" }
          state: "$.status"
          means: { open: [open], paid: [paid], shipped: [shipped], failed: [failed] }
        """;

    readonly string folder = Directory.CreateTempSubdirectory("kantansim-run-").FullName;

    string File => Path.Combine(folder, "shop.yaml");

    public CheckRunCommandTests() => System.IO.File.WriteAllText(File, Text);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("shop.yaml", null, null, "--file and --junit are the same file")]
    [InlineData(null, "./shop.yaml", null, "--file and --html are the same file")]
    [InlineData("a.xml", "sub/../a.xml", null, "--junit and --html are the same file")]
    [InlineData("b.yaml", null, "b.yaml", "--baseline and --junit are the same file")]
    [InlineData("", null, null, "it is a folder")]
    [InlineData(null, "shop.yaml/x.html", null, "Cannot write")]
    public async Task Report_that_would_destroy_a_file_or_cannot_be_written_is_refused(
        string? junit, string? html, string? baseline, string message)
    {
        if (baseline is not null) System.IO.File.WriteAllText(Path.Combine(folder, baseline), "[]");
        var (code, output, error) = await Run(Request(["N05"], junit, html, baseline));
        Assert.Equal((ExitCodes.WrongUse, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(Text, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--nosuch", "'--nosuch' is not an option of check run; allowed: --file, ")]
    [InlineData("--sed=7", "Did you mean --seed?")]
    public async Task Unknown_option_is_told_as_one(string name, string message)
    {
        var (code, _, error) = await Run(Request([name], null, null, null));
        Assert.Equal(ExitCodes.WrongUse, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_case_of_the_baseline_is_told_with_its_place()
    {
        var text = "- { case: n05, reason: x, until: 2099-12-31 }\n- { case: X99, reason: x, until: 2099-12-31 }\n";
        System.IO.File.WriteAllText(Path.Combine(folder, "b.yaml"), text);
        var (code, _, error) = await Run(Request(["N05"], null, null, "b.yaml"));
        Assert.Equal(ExitCodes.WrongUse, code);
        Assert.Contains("b.yaml:2 X99 is not a case.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("b.yaml:1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_are_written_when_KantanSim_is_not_reached()
    {
        var (code, output, error) = await Run(Request(["N05", "P01"], "new/a.xml", "a.html", null));
        Assert.Equal(ExitCodes.NotReached, code);
        Assert.Contains("exit code 3.", output, StringComparison.Ordinal);
        Assert.Contains("does not answer", error, StringComparison.Ordinal);
        // The third is the run as a whole.
        Assert.Equal(3, XDocument.Load(Path.Combine(folder, "new", "a.xml")).Descendants("error").Count());
        Assert.True(System.IO.File.Exists(Path.Combine(folder, "a.html")));
    }

    [Fact]
    public async Task Json_is_alone_on_the_standard_output()
    {
        var (code, output, error) = await Run(Request(["N05"], null, null, null) with { IsJson = true });
        Assert.Equal(ExitCodes.NotReached, code);
        var report = JsonNode.Parse(output)!;
        Assert.Equal((3, "N05", "ERROR"), (
            (int)report["exitCode"]!, (string?)report["cases"]![0]!["id"], (string?)report["cases"]![0]!["verdict"]));
        Assert.Contains("exit code 3.", error, StringComparison.Ordinal);
    }

    CheckRunRequest Request(string[] cases, string? junit, string? html, string? baseline) =>
        new(File, cases, 1, At(junit), At(html), At(baseline), "en", "1.2.3");

    string? At(string? name) => name is null ? null : Path.Combine(folder, name);

    static async Task<(int, string, string)> Run(CheckRunRequest request)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CheckRunCommand(null, output, error, isTerminal: false, TimeProvider.System)
            .Run(request, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
