using System.CommandLine;
using System.Globalization;
using KantanSim.Bench;

// Only ratios of results are meaningful, and only those of one run on one machine.
var write = new Option<bool>("--write") { Description = "Also writes the tables into docs/performance.md.", Recursive = true };
var stored = new Option<int>("--stored")
{
    Description = "The larger number of stored payments.",
    DefaultValueFactory = _ => 1_000_000,
    Recursive = true,
};
(string Name, string About, Func<Report, BenchPrograms, int, Task> Run)[] all =
[
    ("peers", "Start, memory and registrations, compared to WireMock.Net, WireMock, Mountebank and Mockoon.",
        (report, programs, _) => PeersBench.Run(report, programs)),
    ("storage", "Durable writes per second, compared to LiteDB with one commit each.",
        (report, programs, _) => StorageBench.Run(report, programs)),
    ("start", "Time from the start of the process to the first 200 Healthy, compared to a bare application.",
        (report, programs, _) => StartBench.Run(report, programs)),
    ("embedded", "The start inside a test's process, compared to WireMock.Net.",
        (report, _, _) => EmbeddedBench.Run(report)),
    ("payments", "Whole payments, notifications, and advancing the clock by a month.",
        (report, programs, _) => PaymentsBench.Run(report, programs)),
    ("advice", "The processor time of the advice, compared to whole payments.",
        (report, programs, _) => AdviceBench.Run(report, programs)),
    ("scenarios", "1,000 scenario files, compared to 4.",
        (report, programs, _) => ScenariosBench.Run(report, programs)),
    ("stored", "Many stored payments, compared to 1,000.",
        StoredBench.Run),
];
var root = new RootCommand("Benchmarks of KantanSim. Without a command, all of them run.") { write, stored };
foreach (var bench in all)
{
    var command = new Command(bench.Name, bench.About);
    command.SetAction(parsed => Measure(parsed, [bench]));
    root.Add(command);
}
// Started by the benchmark "peers" as a process of its own.
var port = new Argument<int>("port");
var peer = new Command("wiremock-net") { port };
peer.Hidden = true;
peer.SetAction(parsed => PeersBench.ServeWireMockNet(parsed.GetValue(port)));
root.Add(peer);
root.SetAction(parsed => Measure(parsed, all));
return await root.Parse(args).InvokeAsync();

async Task Measure(ParseResult parsed, (string Name, string About, Func<Report, BenchPrograms, int, Task> Run)[] benches)
{
    Environment.SetEnvironmentVariable(LoadClient.OneThread, "1");
    var folder = Directory.CreateTempSubdirectory("kantansim-bench-");
    var report = new Report(parsed.GetValue(write) ? "docs/performance.md" : null);
    try
    {
        var programs = new BenchPrograms(folder.FullName);
        foreach (var bench in benches)
        {
            Console.WriteLine($"{bench.Name}: {bench.About}".ToString(CultureInfo.InvariantCulture));
            await bench.Run(report, programs, parsed.GetValue(stored));
        }
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}
