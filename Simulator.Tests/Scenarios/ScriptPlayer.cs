#pragma warning disable format // aligned tables
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using KantanSim.Wire;

namespace KantanSim.Tests.Scenarios;

/// <summary>
/// Plays a scenario's script over HTTP, with a shop of its own. When a call gets no response, the player does not block: it advances the
/// clock if that is the script's next step, else it cancels the call.
/// </summary>
internal sealed class ScriptPlayer(
    SimulatorFixture simulated, HttpClient http, Scenario scenario, string shopId, string orderId, string? header) : IDisposable
{
    static readonly ScriptLine[] DefaultScript =
        [new("EntryTranRecruit", null, "ok"), new("ExecTranRecruit", null, "ok"), new("play", null, null)];

    // They end at once, and get no response that counts.
    static readonly string[] OperatorCommands = ["expire", "resend"];

    readonly ScriptedWaits waits = new(simulated);
    readonly IReadOnlyList<ScriptLine> lines = scenario.Script.Count == 0 ? DefaultScript : scenario.Script;

    string accessId = "";
    string accessPass = "";

    public int Amount { get; init; } = ScriptDefaults.Amount;

    public string ItemName { get; init; } = ScriptDefaults.ItemName;

    /// <summary>The payment; empty before its registration.</summary>
    public string AccessId => accessId;

    /// <summary>The selected scenario and the reason, from the header of the first response.</summary>
    public string? Selected { get; private set; }

    public IReadOnlyList<string> Notified => Statuses("notify");

    public IReadOnlyList<string> Returned => Statuses("return");

    bool IsContract => lines[0].Do == "EntryTranRecruitContinuance";

    /// <summary>Plays the whole script and checks the outcome of each step.</summary>
    public async Task Play()
    {
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            var step = index + 1;
            var next = index + 1 < lines.Count ? lines[index + 1] : null;
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var outcome = Play(line, cancel.Token);
            var isBlocked = await waits.Next(outcome) is not null;
            if (isBlocked && next is { Do: "advance" })
            {
                await simulated.Advance(next.Value!);
                index++;
            }
            else if (isBlocked)
                await cancel.CancelAsync();
            Check(step, line, await outcome);
            await WaitUntilIdle();
        }
    }

    public async Task<JsonNode> Transaction() => (await simulated.CallApi(HttpMethod.Get, $"/transactions/{accessId}"))["body"]!;

    public void Dispose() => waits.Dispose();

    /// <summary>Plays one step, which must not block.</summary>
    public async Task Play(ScriptLine line)
    {
        await Play(line, TestContext.Current.CancellationToken);
        await WaitUntilIdle();
    }

    Task<string> Play(ScriptLine line, CancellationToken cancel)
    {
        if (line.Do == "advance") return Advance(line.Value!);
        if (OperatorCommands.Contains(line.Do)) return Operate(line);
        if (ScriptReader.Commands.Contains(line.Do)) return Outcome(PostConsumerAction(line.Do, cancel), isCall: false);
        return Outcome(Call(line, cancel), isCall: true);
    }

    async Task<string> Advance(string duration)
    {
        await simulated.Advance(duration);
        return "ok";
    }

    async Task<string> Operate(ScriptLine line)
    {
        var path = line.Do == "expire" ? $"/transactions/{accessId}/expire" : $"/notifications/{accessId}-{line.Value}/resend";
        await simulated.CallApi(HttpMethod.Post, path);
        return "ok";
    }

    Task<HttpResponseMessage> PostConsumerAction(string action, CancellationToken cancel)
    {
        var content = new StringContent($$"""{"action":"{{action}}"}""", new MediaTypeHeaderValue("application/json"));
        return Post($"/api/transactions/{accessId}/consumer", content, cancel);
    }

    Task<HttpResponseMessage> Call(ScriptLine line, CancellationToken cancel)
    {
        var fields = new DeliveryOptions(Fields: line.Fields)
            .OverrideFields(Fields(line).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var content = new ByteArrayContent(FormBody.Write(fields));
        content.Headers.ContentType = new("application/x-www-form-urlencoded");
        return Post($"/payment/{line.Do}.idPass", content, cancel);
    }

    async Task<HttpResponseMessage> Post(string path, HttpContent content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (header is not null) request.Headers.Add(ScenarioSelector.Header, header);
        return await http.SendAsync(request, cancel);
    }

    IEnumerable<(string Name, string Value)> Fields(ScriptLine line)
    {
        var identity = ScriptDefaults.Identity(line.Do).Select(name => (name, Identity(name)));
        var usual = ScriptDefaults.Fields(line.Do, line.Value);
        return [.. identity, .. usual.Select(field => field == ("Amount", $"{ScriptDefaults.Amount}") ? ("Amount", $"{Amount}") : field)];
    }

    string Identity(string name) => name switch
    {
        "ShopID"     => shopId,
        "ShopPass"   => "kantansim1",
        "OrderID"    => orderId,
        "AccessID"   => accessId,
        "AccessPass" => accessPass,
        "RetURL"     => $"{simulated.Merchant.Url}/return/{shopId}",
        "PayType"    => ScriptDefaults.PayType(IsContract),
        _            => ItemName,
    };

    // The words of "gets".
    async Task<string> Outcome(Task<HttpResponseMessage> sent, bool isCall)
    {
        try
        {
            using var response = await sent;
            if (response.Headers.TryGetValues(ScenarioSelector.Header, out var selected)) Selected ??= selected.Single();
            if (response.StatusCode != HttpStatusCode.OK) return $"HTTP {(int)response.StatusCode}";
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return isCall ? Outcome(ResponseBody.Read(body).ToDictionary(field => field.Key, field => field.Value)) : "ok";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return "nothing";
        }
    }

    string Outcome(Dictionary<string, string> fields)
    {
        if (fields.TryGetValue("ErrInfo", out var error) && error.Length > 0) return error;
        if (!fields.ContainsKey("AccessID") && !fields.ContainsKey("OrderID")) return "garbled";
        if (fields.TryGetValue("AccessPass", out var pass))
        {
            accessId = fields["AccessID"];
            accessPass = pass;
        }
        return "ok";
    }

    // All due jobs have run, and the server has noticed a cancelled call.
    async Task WaitUntilIdle()
    {
        await waits.End();
        await simulated.Advance("PT0S");
    }

    static void Check(int step, ScriptLine line, string outcome)
    {
        var expected = line.Gets ?? (ScriptReader.Commands.Contains(line.Do) ? "ok" : null);
        if (expected is not null)
            Assert.True(expected == outcome, $"step {step}, {line.Do}, gets \"{outcome}\", not \"{expected}\"");
    }

    // Without connectivity tests, which have no status.
    List<string> Statuses(string path) =>
    [
        .. simulated.Received($"/{path}/{shopId}")
            .Select(fields => fields.GetValueOrDefault("Status", ""))
            .Where(status => status.Length > 0),
    ];
}
