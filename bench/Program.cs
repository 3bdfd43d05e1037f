using System.CommandLine;
using KantanSim.Bench;

// Figures of one run on one machine are compared with each other only: what counts are the ratios.
var storage = new Command("storage", "Durable changes a second, against LiteDB with one commit each.");
storage.SetAction(_ => StorageBench.Run());
var start = new Command("start", "From the start of the process to the first 200 Healthy, against a bare application.");
start.SetAction(_ => StartBench.Run());
var root = new RootCommand("Measures KantanSim beside what it is compared with; without a verb, everything.") { storage, start };
root.SetAction(async _ => { await StorageBench.Run(); await StartBench.Run(); });
return await root.Parse(args).InvokeAsync();
