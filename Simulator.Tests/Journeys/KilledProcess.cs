using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KantanSim.Tests.Kit;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Journeys;

/// <summary>The real program, killed right after it acknowledged an approval: nothing that it said is lost.</summary>
public sealed class KilledProcess
{
    [Fact]
    public async Task After_SIGKILL_the_approval_is_there_and_its_notification_arrives()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        using var merchant = WireMockServer.Start();
        string accessId;
        using (var program = await RunningProgram.Start([$"--KantanSim:Data={data.FullName}", .. RunningProgram.Notifying($"{merchant.Url}/notify")]))
        {
            accessId = (await program.Executes("KILLED-1")).AccessId;
            var answer = await program.Http.PostAsJsonAsync($"/api/transactions/{accessId}/consumer", new { action = "approve" }, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
            program.Kill();
        }
        // Until now every notification was answered 404: none counts as received.
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody("0"));
        using (var program = await RunningProgram.Start([$"--KantanSim:Data={data.FullName}", .. RunningProgram.Notifying($"{merchant.Url}/notify")]))
        {
            var transaction = await program.Http.GetFromJsonAsync<JsonNode>($"/api/transactions/{accessId}", TestContext.Current.CancellationToken);
            Assert.Equal("AUTH", (string?)transaction!["status"]);
            await program.Http.PostAsJsonAsync("/api/clock/advance", new { by = "PT2H" }, TestContext.Current.CancellationToken);
            // A busy machine may take longer than an advance waits for a merchant.
            await program.Gets($"/api/transactions/{accessId}/wait?step=9&timeoutSeconds=60");
            var sent = await program.Http.GetFromJsonAsync<JsonNode>($"/api/notifications?accessId={accessId}&state=delivered", TestContext.Current.CancellationToken);
            Assert.Contains("AUTH", sent!["items"]!.AsArray().Select(one => (string?)one!["status"]));
            program.Kill();
        }
        Assert.Contains(merchant.LogEntries, entry => entry.RequestMessage!.Path == "/notify" && entry.RequestMessage.Body!.Contains("Status=AUTH&", StringComparison.Ordinal));
        data.Delete(recursive: true);
    }
}
