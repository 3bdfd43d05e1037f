namespace KantanSim.Tests.Telemetry;

/// <summary>
/// What a program exports about one payment. A process of its own makes the figures exact, since meters are global to a process.
/// </summary>
public sealed class ExportingProgramTests(ExportingProgram program) : IClassFixture<ExportingProgram>
{
    [Fact]
    public void Traces_of_a_payment_have_its_AccessID_and_name_its_steps_and_refusals()
    {
        var spans = Spans([.. program.Sent, .. program.SentAtEnd]);
        Assert.All(spans, span => Assert.Equal(program.Order.AccessId, span.One(1).Hex));
        HashSet<string> expected = ["payment", "purchase", "EntryTranRecruit", "ExecTranRecruit", "RecruitSales refused"];
        Assert.Superset(expected, spans.Select(Name).ToHashSet());
        Assert.Contains(("kantansim.order_id", "OTLP-1"), spans.SelectMany(span => span.At(9)).Select(Attribute));
    }

    [Fact]
    public void Traces_carry_the_resource_attributes_of_the_environment()
    {
        var attributes = program.Sent.First(one => one.Path == "/v1/traces").Body.At(1, 1, 1).Select(Attribute).ToList();
        Assert.All([("service.name", "till"), ("deployment.environment", "qa")], attribute => Assert.Contains(attribute, attributes));
    }

    [Fact]
    public void Spans_of_an_incomplete_batch_are_sent_when_the_program_stops()
    {
        Assert.Equal(0, program.ExitCode);
        // With a multiple of a batch, nothing would be left for the end.
        Assert.NotEqual(0, Spans([.. program.Sent, .. program.SentAtEnd]).Count % ExportingProgram.Batch);
        Assert.NotEmpty(Spans(program.SentAtEnd));
    }

    [Fact]
    public void Metrics_are_sent_too() => Assert.Superset(
        new HashSet<string>(
            ["kantansim.payments.registered", "kantansim.gateway.call.duration", "kantansim.store.batches", "kantansim.agenda.lines_due"]),
        program.Sent.Where(one => one.Path == "/v1/metrics").SelectMany(one => one.Body.At(1, 2, 2))
            .Select(metric => metric.One(1).Text).ToHashSet());

    [Theory]
    [InlineData("1", "kantansim_payments_registered_total", "kantansim_payment_method=\"Recruit\"")]
    [InlineData("1", "kantansim_payments_status_changes_total", "kantansim_status=\"AUTH\"")]
    [InlineData("1", "kantansim_gateway_call_duration_seconds_count", "kantansim_api=\"ExecTranRecruit\"")]
    [InlineData("1", "kantansim_gateway_call_duration_seconds_count", "kantansim_api=\"RecruitSales\"", "error_type=\"M01\"")]
    [InlineData("1", "kantansim_gateway_call_duration_seconds_count", "kantansim_api=\"_OTHER\"", "error_type=\"E91\"")]
    [InlineData("3", "kantansim_notification_attempt_duration_seconds_count", "kantansim_result=\"received\"")]
    [InlineData("0", "kantansim_notifications_pending")]
    [InlineData("0", "kantansim_agenda_lines_due")]
    public void Prometheus_reads_how_many_payments_calls_and_notifications_there_were(string value, string name, params string[] labels) =>
        Assert.Equal(value, Value(name, labels));

    [Fact]
    public void Prometheus_reads_the_size_of_the_agenda_and_the_store()
    {
        Assert.True(int.Parse(Value("kantansim_agenda_lines"), null) > 0);
        Assert.True(int.Parse(Value("kantansim_store_rows_total"), null) > int.Parse(Value("kantansim_store_batches_total"), null));
    }

    // Callers must not be able to create time series.
    [Fact]
    public void Prometheus_reads_no_names_that_callers_make_up() =>
        Assert.DoesNotContain("NoSuchThing", program.Prometheus, StringComparison.Ordinal);

    static List<Protobuf> Spans(IEnumerable<OtlpRequest> received) =>
        [.. received.Where(one => one.Path == "/v1/traces").SelectMany(one => one.Body.At(1, 2, 2))];

    static string Name(Protobuf span) => span.One(5).Text;

    static (string, string) Attribute(Protobuf pair) => (pair.One(1).Text, string.Concat(pair.At(2, 1).Select(value => value.Text)));

    // The one line of a name with these labels.
    string Value(string name, params string[] labels) =>
        Assert.Single(program.Prometheus.Split('\n'), line =>
            (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            && labels.All(label => line.Contains(label, StringComparison.Ordinal))).Split("} ")[^1].Split(' ')[0];
}
