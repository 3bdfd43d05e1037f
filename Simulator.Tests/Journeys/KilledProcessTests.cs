using KantanSim.Tests.Infrastructure;
using WireMock.Server;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Journeys;

/// <summary>The program is killed with SIGKILL right after it has acknowledged an approval.</summary>
public sealed class KilledProcessTests
{
    [Fact]
    public async Task An_acknowledged_approval_survives_a_kill_and_its_notification_is_delivered_afterwards()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-");
        using var merchant = WireMockServer.Start();
        string[] settings = [$"--KantanSim:Data={data.FullName}", .. SimulatorProcess.Notifying($"{merchant.Url}/notify")];
        string accessId;
        using (var program = await SimulatorProcess.Start(settings))
        {
            accessId = (await program.Executes("KILLED-1")).AccessId;
            var (status, _) = await program.Api(HttpMethod.Post, $"/transactions/{accessId}/consumer", new { action = "approve" });
            Assert.Equal(200, status);
            program.Kill();
        }
        // Until now the merchant has answered 404, which does not count as received.
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody("0"));
        using (var program = await SimulatorProcess.Start(settings))
        {
            var (_, transaction) = await program.Api(HttpMethod.Get, $"/transactions/{accessId}");
            Assert.Equal("AUTH", (string?)transaction!["status"]);
            await program.Api(HttpMethod.Post, "/clock/advance", new { by = "PT2H" });
            // On a busy machine a delivery may take longer than the grace period of an advance.
            await program.Gets($"/api/transactions/{accessId}/wait?step=9&timeoutSeconds=300");
            var (_, delivered) = await program.Api(HttpMethod.Get, $"/notifications?accessId={accessId}&state=delivered");
            Assert.Contains("AUTH", delivered!["items"]!.AsArray().Select(notification => (string?)notification!["status"]));
            program.Kill();
        }
        var requests = merchant.LogEntries.Select(entry => entry.RequestMessage!).Where(request => request.Path == "/notify");
        Assert.Contains(requests, request => request.Body!.Contains("Status=AUTH&", StringComparison.Ordinal));
        data.Delete(recursive: true);
    }
}
