#pragma warning disable format // aligned tables
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary>Endpoints of the control API refuse query parameters that they do not declare.</summary>
public sealed class QueryParametersTests
{
    static readonly HashSet<string> Verbs = ["get", "put", "post", "delete"];

    [Fact]
    public async Task Every_endpoint_refuses_an_unknown_query_parameter()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/openapi/v1.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var operations = (
            from path in document["paths"]!.AsObject()
            where path.Key.StartsWith("/api/", StringComparison.Ordinal)
            from operation in path.Value!.AsObject()
            where Verbs.Contains(operation.Key)
            select (Verb: new HttpMethod(operation.Key.ToUpperInvariant()), Path: path.Key["/api".Length..],
                Declared: DeclaredIn(operation.Value!))).ToList();
        Assert.True(operations.Count > 25, $"Only {operations.Count} operations were found.");
        foreach (var (verb, path, declared) in operations)
        {
            var problem = await simulated.ProblemOf(verb, $"{path.Replace('{', '-').Replace('}', '-')}?unknown=7");
            var fault = Assert.Single(problem.Errors!);
            Assert.Equal((400, "unknown", "7"), (problem.Status, fault.Field, fault.Value));
            Assert.Equal((verb, path, AllowedText(declared)), (verb, path, fault.Allowed));
        }
    }

    [Theory]
    [InlineData("GET",    "/transactions/x/wait?timeoutSec=2",  "timeoutSec", "2",     "timeoutSeconds")]
    [InlineData("GET",    "/transactions/x/wait?stats=AUTH",    "stats",      "AUTH",  "status")]
    [InlineData("GET",    "/transactions?shop=tshop00000001",   "shop",       "tshop00000001", "shopId")]
    [InlineData("GET",    "/notifications?accesId=x",           "accesId",    "x",     "accessId")]
    [InlineData("DELETE", "/scenarios/armed?shopIds=s",         "shopIds",    "s",     "shopId")]
    public async Task Misspelt_parameter_gets_a_suggestion(string verb, string path, string name, string value, string meant)
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(new(verb), path);
        var fault = Assert.Single(problem.Errors!);
        Assert.Equal((400, name, value), (problem.Status, fault.Field, fault.Value));
        Assert.EndsWith($"(did you mean \"{meant}\"?)", fault.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_unknown_parameters_are_named_at_once()
    {
        await using var simulated = await SimulatorFixture.Start();
        var problem = await simulated.ProblemOf(HttpMethod.Get, "/transactions?one=1&limit=5&two=2&two=3");
        Assert.Equal([("one", "1"), ("two", "2,3")], problem.Errors!.Select(fault => (fault.Field, fault.Value)));
    }

    [Theory]
    [InlineData("/transactions?LIMIT=5")]
    [InlineData("/transactions?shopid=tshop00000001&Status=AUTH")]
    [InlineData("/clock?")]
    public async Task Parameter_names_ignore_case(string path)
    {
        await using var simulated = await SimulatorFixture.Start();
        await simulated.Send(HttpMethod.Get, path);
    }

    [Fact]
    public async Task Unknown_path_is_404_whatever_its_parameters()
    {
        await using var simulated = await SimulatorFixture.Start();
        Assert.Equal(404, (await simulated.ProblemOf(HttpMethod.Get, "/nothing?unknown=7")).Status);
    }

    static List<string> DeclaredIn(JsonNode operation) =>
        [.. (operation["parameters"]?.AsArray() ?? []).Where(one => (string?)one!["in"] == "query").Select(one => (string)one!["name"]!)];

    static string AllowedText(List<string> declared) =>
        declared.Count == 0 ? "none (this call takes no query parameters)" : $"the query parameters {string.Join(", ", declared)}";
}
