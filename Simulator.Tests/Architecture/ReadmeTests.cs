using System.Diagnostics;
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Architecture;

/// <summary>The README's examples work as printed.</summary>
public sealed partial class ReadmeTests
{
    static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Curl_example_plays_a_payment_from_registration_to_deposit()
    {
        await using var simulated = await Simulated.Start(demoShop: true);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Block().Match(Text).Groups[1].Value]) { RedirectStandardOutput = true };
        start.Environment["G"] = simulated.Url;
        using var bash = Process.Start(start)!;
        var said = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
        Assert.Matches("(?s)AccessID=.*&Token=.*StartURL=.*\"status\":\"AUTH\".*\"outcome\":\"received\".*Status=SALES.*\"net\":1000", said);
    }

    [Fact]
    public async Task Mapping_example_adds_an_API_beside_the_simulated_ones()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-mappings-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cards.json"), Mapping().Match(Text).Groups[1].Value, TestContext.Current.CancellationToken);
        await using (var simulated = await Simulated.Start(settings: $"--KantanSim:Mappings={folder.FullName}"))
        {
            using var answer = await simulated.Posts("/payment/EntryTran.idPass", ("ShopID", "tshop00000001"), ("OrderID", "CARD-1"), ("JobCd", "AUTH"), ("Amount", "1000"));
            Assert.Equal("text/plain;charset=Windows-31J", Assert.Single(answer.Content.Headers.NonValidated["Content-Type"]));
            Assert.Equal(
                "AccessID=0123456789abcdef0123456789abcdef&AccessPass=fedcba9876543210fedcba9876543210"u8.ToArray(),
                await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal("E91099997", (await simulated.Call("ExecTran", null, ("ShopID", "tshop00000001")))["ErrInfo"]);
            await simulated.Executes("RECRUIT-1");
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Readme_links_to_existing_files_only()
    {
        var paths = Link().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Mapping();

    [GeneratedRegex("\\]\\(([^#)][^#)]*)")]
    private static partial Regex Link();
}
