using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Telemetry;

/// <summary>The real program without telemetry settings and mapping files, with its standard output on a full device.</summary>
public sealed class PlainProgramTests(PlainProgramTests.Program program) : IClassFixture<PlainProgramTests.Program>
{
    [Fact]
    public void A_program_without_telemetry_settings_does_not_load_OpenTelemetry() =>
        Assert.DoesNotContain("OpenTelemetry", program.Loaded, StringComparison.Ordinal);

    [Fact]
    public void A_program_without_mapping_files_does_not_load_WireMock() =>
        Assert.DoesNotContain("WireMock", program.Loaded, StringComparison.Ordinal);

    [Fact]
    public void A_program_loads_WireMock_when_a_mapping_file_is_added()
    {
        Assert.Equal("mapped", program.Answer);
        Assert.Contains("WireMock", program.LoadedWithMapping, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_with_a_full_standard_output_starts_answers_and_stops()
    {
        Assert.Equal(0, program.ExitCode);
        Assert.DoesNotContain(program.Said, line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    [Fact]
    public void Log_lines_go_to_standard_error_when_that_is_set() =>
        Assert.Contains(program.Said, line => line.Contains($"AccessID {program.AccessId}: ok", StringComparison.Ordinal));

    public sealed class Program : IAsyncLifetime
    {
        readonly DirectoryInfo mappings = Directory.CreateTempSubdirectory("kantansim-mappings-");

        public string AccessId { get; private set; } = "";

        public string Loaded { get; private set; } = "";

        public string LoadedWithMapping { get; private set; } = "";

        public string Answer { get; private set; } = "";

        public int ExitCode { get; private set; }

        public string[] Said { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            using var program = await SimulatorProcess.Begin(
                ["--KantanSim:Data=:memory:", $"--KantanSim:Mappings={mappings.FullName}",
                    "--Logging:Console:LogToStandardErrorThreshold=Information"], shell: "exec 1> /dev/full").Ready();
            AccessId = (await program.Executes("PLAIN-1")).AccessId;
            // An API that is not modelled is where mappings are looked for.
            Assert.Equal("E91099997", (await program.Call("EntryTran", $"ShopID={TestOrder.FirstShop}&ShopPass=kantansim1"))["ErrInfo"]);
            Loaded = await program.Loaded();
            const string mapping = """{ "Request": { "Path": "/one" }, "Response": { "Body": "mapped" } }""";
            await File.WriteAllTextAsync(Path.Combine(mappings.FullName, "a.json"), mapping, TestContext.Current.CancellationToken);
            Answer = await Mapped(program).WithHangGuard();
            LoadedWithMapping = await program.Loaded();
            program.Terminate();
            ExitCode = await program.WaitForExit();
            Said = program.Said;
        }

        // The program notices the file by itself.
        static async Task<string> Mapped(SimulatorProcess program)
        {
            while (true)
            {
                using var answer = await program.Http.GetAsync(new Uri("/one", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            }
        }

        public ValueTask DisposeAsync()
        {
            mappings.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
