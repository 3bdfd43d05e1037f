using System.Text.Json;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Mappings;

/// <summary>Templates work with the newer package versions that replace those of WireMock.Net (Directory.Packages.props).</summary>
public sealed class MappingTemplateTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-mappings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("{{request.method}} {{request.path}} {{request.query.name}}", "GET /one pot")]
    [InlineData("{{#if request.query.name}}yes{{else}}no{{/if}}", "yes")]
    [InlineData("{{String.Lowercase request.method}}", "get")]
    [InlineData("{{Humanizer.Titleize 'cast iron pot'}}", "Cast Iron Pot")]
    [InlineData("""{{JsonPath.SelectToken '{"a":5}' "$.a"}}""", "5")]
    [InlineData("""{{XPath.Evaluate "<a>5</a>" "string(/a)"}}""", "5")]
    [InlineData("""{{Random Type="Integer" Min=7 Max=7}}""", "7")]
    [InlineData("""{{Xeger.Generate "a{3}"}}""", "aaa")]
    public async Task Template_helper_of_each_category_works(string template, string expected)
    {
        var mapping = new { Request = new { Path = "/one" }, Response = new { UseTransformer = true, Body = template } };
        var file = Path.Combine(folder.FullName, "a.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(mapping), TestContext.Current.CancellationToken);
        await using var simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Mappings={folder.FullName}");
        using var answer = await simulated.Get("/one?name=pot");
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
