using System.Text.Json.Nodes;
using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Telemetry;

/// <summary>With <c>LogFormat=json</c> a program can read the log of the real program.</summary>
public sealed class JsonLogTests
{
    [Fact]
    public async Task Each_line_is_a_JSON_object_and_a_call_bears_the_merchant_s_trace_and_the_payment_s()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        using var program = await RunningProgram.Start("--KantanSim:Data=:memory:", "--KantanSim:LogFormat=json");
        program.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        var order = await program.Executes("JSON-1");
        program.Terminate();
        Assert.Equal(0, await program.Ended());
        var lines = program.Said.Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Contains(lines, line => ((string)line["Message"]!).StartsWith("KantanSim listens on ", StringComparison.Ordinal));
        var call = Assert.Single(lines, line => (string?)line["State"]?["Api"] == "ExecTranRecruit");
        Assert.Equal(order.AccessId, (string?)call["State"]!["AccessId"]);
        Assert.Contains(call["Scopes"]!.AsArray(), scope => (string?)scope!["TraceId"] == trace);
        Assert.EndsWith("Z", (string)call["Timestamp"]!, StringComparison.Ordinal);
    }
}
