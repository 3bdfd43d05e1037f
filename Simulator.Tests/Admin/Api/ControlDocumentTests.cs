using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Api;

/// <summary><c>/openapi/v1.json</c> is what typed clients are generated from.</summary>
public sealed class ControlDocumentTests
{
    [Fact]
    public async Task Every_operation_has_a_name_of_its_own()
    {
        var document = await Read();
        var names = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => (string?)operation.Value!["operationId"])
            .ToList();
        Assert.Equal(47, names.Count);
        Assert.DoesNotContain(null, names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task A_number_is_described_as_a_number_alone()
    {
        var transaction = (await Read())["components"]!["schemas"]!["TransactionView"]!["properties"]!;
        Assert.Equal("""{"type":"integer","format":"int32"}""", transaction["amount"]!.ToJsonString());
        Assert.Equal("""["null","integer"]""", transaction["card"]!["type"]!.ToJsonString());
    }

    [Theory]
    [InlineData("ShopRequest", null)]
    [InlineData("ConsumerRequest", "action")]
    [InlineData("ArmRequest", "scenario")]
    public async Task A_request_requires_only_what_cannot_be_left_out(string schema, string? required)
    {
        var described = (await Read())["components"]!["schemas"]![schema]!;
        Assert.Equal(required, described["required"]?.AsArray() is [.., var last] ? (string)last! : null);
        Assert.True((described["required"]?.AsArray().Count ?? 0) <= 1, described["required"]?.ToJsonString());
    }

    static async Task<JsonObject> Read()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/openapi/v1.json");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }
}
