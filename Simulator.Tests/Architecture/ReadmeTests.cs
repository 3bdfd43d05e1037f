using System.Diagnostics;
using System.Text.RegularExpressions;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Architecture;

/// <summary>The examples of the README and of docs/mappings.md work as printed.</summary>
public sealed partial class ReadmeTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
    static readonly string Mappings = File.ReadAllText(Path.Combine(Repository.Root, "docs", "mappings.md"));

    [Fact]
    public async Task Curl_example_can_be_run_repeatedly_from_registration_to_deposit()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        for (var run = 1; run <= 2; run++)
        {
            var (code, output) = await Run(simulated, Block().Match(Text).Groups[1].Value);
            Assert.Equal(0, code);
            Assert.Matches(
                "(?s)AccessID=.*&Token=.*StartURL=.*\"status\":\"AUTH\".*\"outcome\":\"received\""
                + ".*Status=SALES.*\"net\":1000.*\"mode\":\"real\"",
                output);
        }
        Assert.Equal(2, (await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Curl_example_gets_no_error_from_the_advice()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var (code, _) = await Run(simulated, Block().Match(Text).Groups[1].Value);
        Assert.Equal(0, code);
        Assert.DoesNotContain(await simulated.Advice(), finding => finding.Severity == "error");
    }

    [Fact]
    public async Task Curl_example_prints_a_refusal_and_stops()
    {
        await using var simulated = await SimulatorFixture.Start(demoShop: true);
        var script = Block().Match(Text).Groups[1].Value.Replace("kantansim1", "wrong", StringComparison.Ordinal);
        var (code, output) = await Run(simulated, script);
        Assert.Equal(1, code);
        Assert.Matches("^EntryTranRecruit: ErrCode=.*ErrInfo=.*\nEntryTranRecruit was refused: http.*/traffic says why\n$", output);
    }

    internal static async Task<(int Code, string Output)> Run(SimulatorFixture simulated, string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true };
        start.Environment["G"] = simulated.Url;
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, output);
    }

    [Fact]
    public async Task Mapping_example_adds_an_API_to_the_simulated_ones()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
        var mapping = Mapping().Match(Mappings).Groups[1].Value;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cards.json"), mapping, TestContext.Current.CancellationToken);
        await using (var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Mappings={folder.FullName}"))
        {
            using var answer = await simulated.Post(
                "/payment/EntryTran.idPass",
                ("ShopID", "tshop00000001"), ("OrderID", "CARD-1"), ("JobCd", "AUTH"), ("Amount", "1000"));
            Assert.Equal("text/plain;charset=Windows-31J", Assert.Single(answer.Content.Headers.NonValidated["Content-Type"]));
            Assert.Equal(
                "AccessID=0123456789abcdef0123456789abcdef&AccessPass=fedcba9876543210fedcba9876543210"u8.ToArray(),
                await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal("E91099997", (await simulated.Call("ExecTran", null, ("ShopID", "tshop00000001")))["ErrInfo"]);
            await simulated.RequestPayment("RECRUIT-1");
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Readme_has_fewer_than_1000_words() =>
        Assert.InRange(Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 999);

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Mapping();
}
