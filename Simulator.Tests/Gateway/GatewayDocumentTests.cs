using System.Text.Json.Nodes;
using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;
using Microsoft.OpenApi;

namespace KantanSim.Tests.Gateway;

/// <summary>/openapi/gateway.json describes the fields and answers of the gateway's calls, and not the control API.</summary>
public sealed class GatewayDocumentTests
{
    static readonly ProtocolCatalog Protocol = new(CompositionRoot.Methods(), Search.Operation);

    [Fact]
    public async Task Document_is_valid_OpenAPI_and_the_same_each_time()
    {
        await using var simulated = await SimulatorFixture.Start();
        var json = await Document(simulated);
        var read = OpenApiDocument.Parse(json, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(json, await Document(simulated));
    }

    [Fact]
    public async Task Document_has_the_path_of_every_call_and_of_every_StartURL_and_no_other()
    {
        await using var simulated = await SimulatorFixture.Start();
        var paths = JsonNode.Parse(await Document(simulated))!["paths"]!.AsObject().Select(path => path.Key);
        var apis = Protocol.Operations.Select(call => call.Api).Concat(Protocol.Methods.All.Select(method => method.StartApi));
        Assert.Equal(
            apis.Select(api => $"/payment/{api}.idPass").Order(StringComparer.Ordinal),
            paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_call_has_its_fields_its_error_codes_and_its_confidence()
    {
        await using var simulated = await SimulatorFixture.Start();
        var document = JsonNode.Parse(await Document(simulated))!;
        foreach (var call in Protocol.Operations)
        {
            var post = document["paths"]![$"/payment/{call.Api}.idPass"]!["post"]!;
            var schema = post["requestBody"]!["content"]!["application/x-www-form-urlencoded"]!["schema"]!;
            var required = call.Fields.Where(rule => rule.MissingError is not null).Select(rule => rule.Name);
            Assert.Equal(
                [.. call.Fields.Select(rule => rule.Name), "Version"],
                schema["properties"]!.AsObject().Select(property => property.Key));
            Assert.Equal(required, schema["required"]!.AsArray().Select(name => (string)name!));
            Assert.All(call.Codes, code => Assert.Contains($"`{code}`", (string)post["description"]!, StringComparison.Ordinal));
            Assert.Equal(call.Fact.Source, (string?)post["x-kantansim-confidence"]!["source"]);
            var answer = post["responses"]!["200"]!["content"]!["text/plain;charset=Windows-31J"]!["examples"]!["success"]!["value"]!;
            Assert.Equal(call.Answers, ((string)answer!).Split('&').Select(field => field.Split('=')[0]));
        }
    }

    [Fact]
    public async Task The_schema_has_the_limits_of_the_checks_and_examples_that_pass_them()
    {
        await using var simulated = await SimulatorFixture.Start(settings: "--KantanSim:Protocol:ChargeDays=5,31");
        var paths = JsonNode.Parse(await Document(simulated))!["paths"]!;
        var content = paths["/payment/ExecTranRecruitContinuance.idPass"]!["post"]!["requestBody"]!["content"]!;
        var exec = content["application/x-www-form-urlencoded"]!["schema"]!["properties"]!;
        Assert.Equal((32, "^[A-Za-z0-9]{32}$"), ((int)exec["AccessID"]!["maxLength"]!, (string)exec["AccessID"]!["pattern"]!));
        Assert.Equal(["5", "31"], exec["ChargeDay"]!["enum"]!.AsArray().Select(day => (string)day!));
        Assert.Contains("at most 255 bytes in CP932", (string)exec["ItemName"]!["description"]!, StringComparison.Ordinal);
        Assert.All(Protocol.Operations.SelectMany(call => call.Fields), rule =>
            Assert.Empty(rule.Validate(new([new(rule.Name, rule.Example, rule.Example.Length)]), new())));
    }

    [Fact]
    public async Task The_control_API_document_does_not_have_the_gateway_calls()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/openapi/v1.json");
        var paths = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["paths"]!.AsObject();
        Assert.NotEmpty(paths);
        Assert.All(paths, path => Assert.StartsWith("/api/", path.Key, StringComparison.Ordinal));
    }

    static async Task<string> Document(SimulatorFixture simulated)
    {
        using var answer = await simulated.Get("/openapi/gateway.json");
        Assert.Equal(200, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
