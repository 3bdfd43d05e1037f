using System.CommandLine;
using System.Globalization;
using KantanSim.Bench;

// Figures of one run on one machine are compared with each other only: what counts are the ratios.
var document = new Option<bool>("--write") { Description = "Write the tables into docs/performance.md, too.", Recursive = true };
var stored = new Option<int>("--stored") { Description = "How many payments are many.", DefaultValueFactory = _ => 1_000_000, Recursive = true };
(string Name, string About, Func<Report, BenchPrograms, int, Task> Run)[] all =
[
    ("peers", "Start, memory and registrations beside WireMock.Net, WireMock, Mountebank and Mockoon.", (report, programs, _) => PeersBench.Run(report, programs)),
    ("storage", "Durable changes a second, against LiteDB with one commit each.", (report, programs, _) => StorageBench.Run(report, programs)),
    ("start", "From the start of the process to the first 200 Healthy, against a bare application.", (report, programs, _) => StartBench.Run(report, programs)),
    ("payments", "Whole payments, notifications, and a month of time.", (report, programs, _) => PaymentsBench.Run(report, programs)),
    ("scenarios", "A thousand scenario files against four.", (report, programs, _) => ScenariosBench.Run(report, programs)),
    ("stored", "Many stored payments against a thousand.", StoredBench.Run),
];
var root = new RootCommand("Measures KantanSim beside what it is compared with; without a verb, everything.") { document, stored };
foreach (var bench in all)
{
    var verb = new Command(bench.Name, bench.About);
    verb.SetAction(asked => Measure(asked, [bench]));
    root.Add(verb);
}
// One of the peers, as a program of its own.
var port = new Argument<int>("port");
var peer = new Command("wiremock-net") { port };
peer.Hidden = true;
peer.SetAction(asked => PeersBench.ServeWireMockNet(asked.GetValue(port)));
root.Add(peer);
root.SetAction(asked => Measure(asked, all));
return await root.Parse(args).InvokeAsync();

async Task Measure(ParseResult asked, (string Name, string About, Func<Report, BenchPrograms, int, Task> Run)[] benches)
{
    Environment.SetEnvironmentVariable(LoadClient.OneThread, "1");
    var folder = Directory.CreateTempSubdirectory("kantansim-bench-");
    var report = new Report(asked.GetValue(document) ? "docs/performance.md" : null);
    try
    {
        var programs = new BenchPrograms(folder.FullName);
        foreach (var bench in benches)
        {
            Console.WriteLine($"{bench.Name}: {bench.About}".ToString(CultureInfo.InvariantCulture));
            await bench.Run(report, programs, asked.GetValue(stored));
        }
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}
