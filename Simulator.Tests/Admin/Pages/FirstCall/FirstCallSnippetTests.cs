using System.Text.Json.Nodes;
using KantanSim.Admin.Pages;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages.FirstCall;

/// <summary>
/// The programs of the page <c>/connect</c> and of docs/connecting.md, run as they are. PHP and Ruby run where they are installed.
/// </summary>
public sealed class FirstCallSnippetTests
{
    const string Shop = TestOrder.FirstShop;

    // Characters that differ between CP932 and its relatives, that are in it twice, and half-width ones.
    const string Odd = "髙～－①㈱∵ｶﾅ ポット&=+%あ";

    public static TheoryData<string> Languages => ["curl", "php", "ruby", "csharp", "node", "python"];

    public static TheoryData<string> Programs => ["php", "ruby", "csharp", "node", "python"];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Program_registers_a_payment_and_prints_the_answer(string language)
    {
        await using var simulated = await SimulatorFixture.Start();
        var (code, output) = await SnippetRun.Run(language, Text(language, simulated.Url, "kantansim1"));
        Assert.True(code == 0, output);
        var payment = Assert.Single((await simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!["items"]!.AsArray())!;
        Assert.StartsWith("FIRST-", (string)payment["orderId"]!, StringComparison.Ordinal);
        Assert.Contains($"AccessID={payment["accessId"]}", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_encodes_all_of_CP932_and_fails_with_the_reason_of_a_refusal(string language)
    {
        await using var simulated = await SimulatorFixture.Start();
        var text = Text(language, simulated.Url, "wrong");
        var withField = text.Replace("AUTH", Odd, StringComparison.Ordinal);
        Assert.NotEqual(text, withField);
        var (code, output) = await SnippetRun.Run(language, withField);
        Assert.Equal(1, code);
        Assert.Matches("(?i)refused: M01", output);
        var call = (await simulated.CallApi(HttpMethod.Get, "/calls"))["body"]!["items"]![0]!;
        Assert.Equal(Odd, (string)call["request"]!["JobCd"]!);
        Assert.Empty((JsonArray)call["notes"]!);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_fails_when_nobody_answers(string language)
    {
        var (code, output) = await SnippetRun.Run(language, Text(language, "http://127.0.0.1:9", "kantansim1"));
        Assert.Equal(1, code);
        Assert.Matches("No answer|call failed", output);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Document_has_the_same_program(string language)
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "connecting.md"));
        Assert.Contains($"\n{Text(language, "http://127.0.0.1:8080", "kantansim1")}\n```", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a.test/it's", "http://a.test/it%27s")]
    [InlineData("http://a.test/$(id)\"", "http://a.test/%24(id)%22")]
    [InlineData("http://a.test/#{1}\\", "http://a.test/%23%7B1}%5C")]
    public void Url_cannot_end_a_quoted_text(string url, string written)
    {
        foreach (var snippet in FirstCallSnippets.All(url, Shop))
        {
            var text = string.Concat(snippet.Parts);
            Assert.Contains(written, text, StringComparison.Ordinal);
            Assert.DoesNotContain(url, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Password_is_between_the_parts_and_nowhere_else() => Assert.All(
        FirstCallSnippets.All("http://a.test", Shop),
        snippet => Assert.True(snippet.Parts.Count > 1 && !string.Concat(snippet.Parts).Contains("SHOP_PASS@", StringComparison.Ordinal)));

    static string Text(string language, string gateway, string password) =>
        string.Join(password, FirstCallSnippets.All(gateway, Shop).Single(snippet => snippet.Id == language).Parts);
}
