using System.Text.Json.Nodes;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Telemetry;

/// <summary>The log with <c>LogFormat=json</c>, of a program whose OpenTelemetry is disabled.</summary>
public sealed class JsonLogTests(JsonLogTests.Program program) : IClassFixture<JsonLogTests.Program>
{
    const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public void Every_line_is_a_JSON_object_with_a_message_and_a_time_in_UTC() => Assert.All(program.Lines, line =>
    {
        Assert.NotEmpty((string)line["Message"]!);
        Assert.EndsWith("Z", (string)line["Timestamp"]!, StringComparison.Ordinal);
    });

    [Fact]
    public void The_address_is_logged() => Assert.Contains(
        program.Lines, line => ((string)line["Message"]!).StartsWith("KantanSim listens on ", StringComparison.Ordinal));

    [Fact]
    public void A_call_is_logged_with_its_payment_and_the_trace_of_its_caller()
    {
        var call = Assert.Single(program.Lines, line => (string?)line["State"]?["Api"] == "ExecTranRecruit");
        Assert.Equal(program.AccessId, (string?)call["State"]!["AccessId"]);
        Assert.Contains(call["Scopes"]!.AsArray(), scope => (string?)scope!["TraceId"] == Trace);
    }

    [Fact]
    public void A_program_whose_OpenTelemetry_is_disabled_does_not_load_it() =>
        Assert.DoesNotContain("OpenTelemetry", program.Loaded, StringComparison.Ordinal);

    public sealed class Program : IAsyncLifetime
    {
        public string AccessId { get; private set; } = "";

        internal List<JsonObject> Lines { get; private set; } = [];

        public string Loaded { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            using var program = await SimulatorProcess.Start(
                [("OTEL_SDK_DISABLED", "true"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")],
                "--KantanSim:Data=:memory:", "--KantanSim:LogFormat=json");
            program.Http.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
            AccessId = (await program.Executes("JSON-1")).AccessId;
            Loaded = await program.Loaded();
            program.Terminate();
            Assert.Equal(0, await program.WaitForExit());
            Lines = [.. program.Said.Select(line => JsonNode.Parse(line)!.AsObject())];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
