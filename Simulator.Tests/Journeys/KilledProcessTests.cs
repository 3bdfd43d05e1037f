using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Journeys;

/// <summary>The real program, killed by SIGKILL right after it has acknowledged an approval.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task An_acknowledged_approval_survives_a_kill_and_its_notification_is_delivered_afterwards()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        using var merchant = WireMockServer.Start();
        string accessId;
        using (var program = await SimulatorProcess.Start([$"--KantanSim:Data={data.FullName}", .. SimulatorProcess.Notifying($"{merchant.Url}/notify")]))
        {
            accessId = (await program.Executes("KILLED-1")).AccessId;
            var answer = await program.Http.PostAsJsonAsync($"/api/transactions/{accessId}/consumer", new { action = "approve" }, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
            program.Kill();
        }
        // Until here the merchant has answered 404, which does not count as received.
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody("0"));
        using (var program = await SimulatorProcess.Start([$"--KantanSim:Data={data.FullName}", .. SimulatorProcess.Notifying($"{merchant.Url}/notify")]))
        {
            var transaction = await program.Http.GetFromJsonAsync<JsonNode>($"/api/transactions/{accessId}", TestContext.Current.CancellationToken);
            Assert.Equal("AUTH", (string?)transaction!["status"]);
            await program.Http.PostAsJsonAsync("/api/clock/advance", new { by = "PT2H" }, TestContext.Current.CancellationToken);
            // A busy machine may take longer than an advance waits for the merchant.
            await program.Gets($"/api/transactions/{accessId}/wait?step=9&timeoutSeconds=300");
            var sent = await program.Http.GetFromJsonAsync<JsonNode>($"/api/notifications?accessId={accessId}&state=delivered", TestContext.Current.CancellationToken);
            Assert.Contains("AUTH", sent!["items"]!.AsArray().Select(one => (string?)one!["status"]));
            program.Kill();
        }
        Assert.Contains(merchant.LogEntries, entry => entry.RequestMessage!.Path == "/notify" && entry.RequestMessage.Body!.Contains("Status=AUTH&", StringComparison.Ordinal));
        data.Delete(recursive: true);
    }
}
