using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KantanSim.Wire;
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
        using (var program = await Program.Start(data.FullName, merchant.Url!))
        {
            accessId = await program.Executes("KILLED-1", merchant.Url!);
            var answer = await program.Http.PostAsJsonAsync($"/api/transactions/{accessId}/consumer", new { action = "approve" }, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
            program.Kill();
        }
        // Until now every notification was answered 404: none counts as received.
        merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody("0"));
        using (var program = await Program.Start(data.FullName, merchant.Url!))
        {
            var transaction = await program.Http.GetFromJsonAsync<JsonNode>($"/api/transactions/{accessId}", TestContext.Current.CancellationToken);
            Assert.Equal("AUTH", (string?)transaction!["status"]);
            await program.Http.PostAsJsonAsync("/api/clock/advance", new { by = "PT2H" }, TestContext.Current.CancellationToken);
            var sent = await program.Http.GetFromJsonAsync<JsonNode>($"/api/notifications?accessId={accessId}&state=delivered", TestContext.Current.CancellationToken);
            Assert.Contains("AUTH", sent!["items"]!.AsArray().Select(one => (string?)one!["status"]));
            program.Kill();
        }
        Assert.Contains(merchant.LogEntries, entry => entry.RequestMessage!.Path == "/notify" && entry.RequestMessage.Body!.Contains("Status=AUTH&", StringComparison.Ordinal));
        data.Delete(recursive: true);
    }

    sealed class Program : IDisposable
    {
        readonly Process process;

        Program(Process process, string url) => (this.process, Http) = (process, new() { BaseAddress = new(url) });

        public HttpClient Http { get; }

        public static async Task<Program> Start(string data, string merchant)
        {
            var process = Process.Start(new ProcessStartInfo("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "KantanSim.dll"), "--urls=http://127.0.0.1:0", $"--KantanSim:Data={data}", "--KantanSim:Clock=2026-01-15T00:00:00Z",
                "--KantanSim:Shops:0:ShopId=tshop00000001", "--KantanSim:Shops:0:ShopPass=kantansim1", $"--KantanSim:Shops:0:NotifyUrl={merchant}/notify",
                "--Logging:LogLevel:Default=Warning",
            ])
            { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory })!;
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
                if (line.StartsWith("KantanSim listens on ", StringComparison.Ordinal)) return new(process, line["KantanSim listens on ".Length..].Trim());
            throw new InvalidOperationException($"The program ended with {process.ExitCode}.");
        }

        public async Task<string> Executes(string orderId, string merchant)
        {
            const string shop = "ShopID=tshop00000001&ShopPass=kantansim1";
            var entry = await Call("EntryTranRecruit", $"{shop}&OrderID={orderId}&JobCd=AUTH&Amount=1000");
            await Call("ExecTranRecruit", $"{shop}&OrderID={orderId}&AccessID={entry["AccessID"]}&AccessPass={entry["AccessPass"]}&RetURL={merchant}/return&ItemName=Mug");
            return entry["AccessID"];
        }

        public void Kill()
        {
            process.Kill(); // SIGKILL
            process.WaitForExit();
        }

        public void Dispose()
        {
            if (!process.HasExited) Kill();
            process.Dispose();
            Http.Dispose();
        }

        async Task<Dictionary<string, string>> Call(string api, string body)
        {
            using var answer = await Http.PostAsync(new Uri($"/payment/{api}.idPass", UriKind.Relative), new StringContent(body), TestContext.Current.CancellationToken);
            return ResponseBody.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ToDictionary(field => field.Key, field => field.Value);
        }
    }
}
