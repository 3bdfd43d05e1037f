using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Scenarios;

/// <summary>
/// Performs a scenario's script over HTTP, with its own shop. A call without an answer is not waited for: time is advanced when that is
/// the script's next line, else the caller gives up.
/// </summary>
internal sealed class ScriptPlayer(SimulatorFixture simulated, HttpClient http, Scenario scenario, string shopId, string orderId, string? header) : IDisposable
{
    static readonly ScriptLine[] Default = [new("EntryTranRecruit", null, "ok"), new("ExecTranRecruit", null, "ok"), new("play", null, null)];

    readonly ScriptedWaits waits = new(simulated);
    readonly IReadOnlyList<ScriptLine> lines = scenario.Script.Count == 0 ? Default : scenario.Script;

    (string AccessId, string AccessPass) access = ("", "");

    public int Amount { get; init; } = 1000;

    public string ItemName { get; init; } = "Mug";

    /// <summary>The scenario and the reason for its choice, from the header of the first answer.</summary>
    public string? Played { get; private set; }

    public IReadOnlyList<string> Notified => Statuses("notify");

    public IReadOnlyList<string> Returned => Statuses("return");

    bool IsContract => lines[0].Do == "EntryTranRecruitContinuance";

    /// <summary>Performs the whole script.</summary>
    public async Task Plays()
    {
        for (var at = 0; at < lines.Count; at++)
        {
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var (line, next) = (lines[at], at + 1 < lines.Count ? lines[at + 1] : null);
            var outcome = Does(line, giveUp.Token);
            if (await waits.Next(outcome) is not null)
            {
                if (next is { Do: "advance" }) { await Advance(next.Value!); at++; }
                else await giveUp.CancelAsync();
            }
            Check(at, line, await outcome);
            await Quiet();
        }
    }

    public async Task<JsonNode> Transaction() => (await simulated.CallApi(HttpMethod.Get, $"/transactions/{access.AccessId}"))["body"]!;

    public void Dispose() => waits.Dispose();

    Task<string> Does(ScriptLine line, CancellationToken giveUp) => line.Do switch
    {
        "advance" => Advances(line.Value!),
        _ when ScriptReader.Commands.Contains(line.Do) => Outcome(Posts($"/api/transactions/{access.AccessId}/consumer", new StringContent($$"""{"action":"{{line.Do}}"}""", new MediaTypeHeaderValue("application/json")), giveUp), isCall: false),
        _ => Outcome(Calls(line, giveUp), isCall: true),
    };

    async Task<string> Advances(string by)
    {
        await Advance(by);
        return "ok";
    }

    Task Advance(string by) => simulated.Advance(by);

    Task<HttpResponseMessage> Calls(ScriptLine line, CancellationToken giveUp)
    {
        var content = new ByteArrayContent(FormBody.Write(Fields(line).Select(field => KeyValuePair.Create(field.Name, field.Value))));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        return Posts($"/payment/{line.Do}.idPass", content, giveUp);
    }

    async Task<HttpResponseMessage> Posts(string path, HttpContent content, CancellationToken giveUp)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (header is not null) request.Headers.Add(ScenarioSelector.Header, header);
        return await http.SendAsync(request, giveUp);
    }

    IEnumerable<(string Name, string Value)> Fields(ScriptLine line)
    {
        (string, string)[] shop = [("ShopID", shopId), ("ShopPass", "kantansim1"), ("OrderID", orderId)];
        (string, string)[] known = [.. shop, ("AccessID", access.AccessId), ("AccessPass", access.AccessPass)];
        return line.Do switch
        {
            "EntryTranRecruit" => [.. shop, ("JobCd", "AUTH"), ("Amount", $"{Amount}")],
            "EntryTranRecruitContinuance" => [.. shop, ("Amount", $"{Amount}")],
            "SearchTradeMulti" => [.. shop, ("PayType", IsContract ? "25" : "24")],
            "ExecTranRecruit" => [.. known, ("RetURL", $"{simulated.Merchant.Url}/return/{shopId}"), ("ItemName", ItemName)],
            "ExecTranRecruitContinuance" => [.. known, ("RetURL", $"{simulated.Merchant.Url}/return/{shopId}"), ("ItemName", ItemName), ("ChargeDay", "31"), ("FirstMonthFreeFlag", "0")],
            "RecruitChange" or "RecruitContinuanceChange" => [.. known, ("Amount", line.Value ?? "")],
            "RecruitContinuanceChargeCancel" => [.. known, ("ContinuanceMonth", line.Value ?? "")],
            _ => known,
        };
    }

    // In the vocabulary of "gets".
    async Task<string> Outcome(Task<HttpResponseMessage> sent, bool isCall)
    {
        try
        {
            using var answer = await sent;
            if (answer.Headers.TryGetValues(ScenarioSelector.Header, out var played)) Played ??= played.Single();
            if (answer.StatusCode != HttpStatusCode.OK) return $"HTTP {(int)answer.StatusCode}";
            var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return isCall ? Reads(ResponseBody.Read(body).ToDictionary(field => field.Key, field => field.Value)) : "ok";
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return "nothing";
        }
    }

    string Reads(Dictionary<string, string> answer)
    {
        if (answer.TryGetValue("ErrInfo", out var error) && error.Length > 0) return error;
        if (!answer.ContainsKey("AccessID") && !answer.ContainsKey("OrderID")) return "garbled";
        if (answer.TryGetValue("AccessPass", out var pass)) access = (answer["AccessID"], pass);
        return "ok";
    }

    // Everything that is due has been done, and the server has noticed that the caller gave up.
    async Task Quiet()
    {
        await waits.End();
        await Advance("PT0S");
    }

    static void Check(int at, ScriptLine line, string outcome)
    {
        var expected = line.Gets ?? (ScriptReader.Commands.Contains(line.Do) ? "ok" : null);
        if (expected is not null) Assert.True(expected == outcome, $"line {at + 1}, {line.Do}, gets \"{outcome}\", not \"{expected}\"");
    }

    // A connectivity test has no status.
    List<string> Statuses(string path) =>
        [.. simulated.Received($"/{path}/{shopId}").Select(told => told.GetValueOrDefault("Status", "")).Where(status => status.Length > 0)];
}
