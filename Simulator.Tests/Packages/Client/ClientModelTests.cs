using System.Text.Json.Nodes;
using KantanSim.Tests.Golden;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Packages.Client;

/// <summary>The types of the package KantanSim.Client are those of the control API's document.</summary>
public sealed class ClientModelTests
{
    [Fact]
    public async Task Types_are_those_of_the_OpenAPI_document()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/openapi/v1.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        Approved.CheckFile("packages/KantanSim.Client/Models.cs", new ModelWriter(document).Write());
    }
}
