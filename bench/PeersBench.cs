using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace KantanSim.Bench;

/// <summary>
/// Start, memory and registrations a second beside general mock servers, each with the nearest that it can do: one stub that answers
/// always the same. KantanSim checks, decides and has each registration on disk before it answers.
/// </summary>
internal static class PeersBench
{
    const int Callers = 32;
    const int Starts = 7;
    const int Rounds = 3;
    const string Answer = "AccessID=0123456789abcdef0123456789abcdef&AccessPass=0123456789abcdef0123456789abcdef";
    const string Packages = "artifacts/bench-peers";
    static readonly string[] Npm = ["mountebank@2.9.1", "@mockoon/cli@9.9.0", "wiremock@3.13.2"];
    static readonly TimeSpan Warming = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(3);

    public static async Task Run(Report report, BenchPrograms simulators)
    {
        Wrk.Find();
        Install();
        var peers = new (string Name, Func<Task<MeasuredProcess>> Start)[]
        {
            ("KantanSim", () => simulators.StartKantanSim()),
            ("bare ASP.NET Core endpoint", simulators.Bare),
            ("WireMock.Net 2.21.0, defaults", () => Peer(simulators, "dotnet", port => [Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? typeof(PeersBench).Assembly.Location : Path.ChangeExtension(Environment.ProcessPath, ".dll"), "wiremock-net", Text(port)])),
            ("Mountebank 2.9.1", () => Peer(simulators, Bin("mb"), port => ["--port", Text(MeasuredProcess.FreePort()), "--configfile", Mountebank(simulators.Fresh("mb"), port), "--nologfile", "--pidfile", simulators.Fresh("mb.pid")])),
            ("Mockoon CLI 9.9.0", () => Peer(simulators, Bin("mockoon-cli"), port => ["start", "--disable-log-to-file", "--data", Mockoon(simulators.Fresh("mockoon"), port)])),
            ("WireMock 3.13.2 (Java)", () => Peer(simulators, Bin("wiremock"), port => ["--port", Text(port), "--root-dir", WireMockJava(simulators.Fresh("wiremock")), "--disable-banner"])),
        };
        var found = peers.ToDictionary(peer => peer.Name, _ => new PeerMeasurements());
        // A start right after somebody's load would pay for it.
        for (var round = 0; round < Starts; round++)
            foreach (var (name, start) in peers) await MeasureStart(start, found[name]);
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, start) in peers) await MeasureLoad(start, found[name], round);
        var ours = found["KantanSim"];
        var bare = found["bare ASP.NET Core endpoint"];
        report.Table("peers", ["program", "start to the first 200", "against bare", "memory idle", "against bare", "after the load", "answers a second at 32 callers", "KantanSim's against it", "p99"],
            found.Select(row => new[]
            {
                row.Key, $"{row.Value.Start:0} ms", Ratio(row.Value.Start / bare.Start), $"{row.Value.Idle:0} MiB", Ratio(row.Value.Idle / bare.Idle), $"{row.Value.Busy:0} MiB",
                $"{row.Value.PerSecond:#,0}{(row.Value.Errors > 0 ? $" ({row.Value.Errors:0.#}% errors)" : "")}", Ratio(ours.PerSecond / row.Value.PerSecond), $"{row.Value.P99:0.0} ms",
            }));
    }

    /// <summary>WireMock.Net as a program of its own.</summary>
    public static async Task ServeWireMockNet(int port)
    {
        using var server = WireMockServer.Start(new WireMockServerSettings { Port = port });
        server.Given(WireMock.RequestBuilders.Request.Create().WithPath(BenchPrograms.Entry).UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody(Answer));
        await Task.Delay(Timeout.Infinite);
    }

    static async Task MeasureStart(Func<Task<MeasuredProcess>> start, PeerMeasurements into)
    {
        using var peer = await start();
        into.Starts.Add(peer.StartupMilliseconds);
        into.Idles.Add(peer.Memory);
    }

    static async Task MeasureLoad(Func<Task<MeasuredProcess>> start, PeerMeasurements into, int round)
    {
        using var peer = await start();
        var warmed = Wrk.Register(peer.Url, Callers, Warming, $"W{round}");
        into.Loads.Add(Wrk.Register(peer.Url, Callers, Measuring, $"B{round}", like: warmed));
        into.Busies.Add(peer.Memory);
    }

    static Task<MeasuredProcess> Peer(BenchPrograms simulators, string program, Func<int, string[]> arguments) => MeasuredProcess.Start(program, arguments, simulators.Folder, BenchPrograms.Entry, $"{BenchPrograms.Shop}&OrderID=FIRST&JobCd=AUTH&Amount=1000");

    static void Install()
    {
        if (File.Exists(Bin("mb")) && File.Exists(Bin("mockoon-cli")) && File.Exists(Bin("wiremock"))) return;
        using var npm = Process.Start("npm", ["install", "--prefix", Packages, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", .. Npm]);
        npm.WaitForExit();
        if (npm.ExitCode != 0) throw new InvalidOperationException("The peers could not be installed from npm.");
    }

    static string Bin(string name) => Path.GetFullPath(Path.Combine(Packages, "node_modules/.bin", name));

    static string Mountebank(string file, int port) => Written(file, new JsonObject
    {
        ["imposters"] = new JsonArray(new JsonObject
        {
            ["port"] = port,
            ["protocol"] = "http",
            ["stubs"] = new JsonArray(new JsonObject
            {
                ["predicates"] = new JsonArray(new JsonObject { ["equals"] = new JsonObject { ["method"] = "POST", ["path"] = BenchPrograms.Entry } }),
                ["responses"] = new JsonArray(new JsonObject { ["is"] = new JsonObject { ["statusCode"] = 200, ["body"] = Answer, ["headers"] = new JsonObject { ["Connection"] = "keep-alive", ["Content-Length"] = Answer.Length } } }),
            }),
        }),
    });

    static string Mockoon(string file, int port) => Written(file, new JsonObject
    {
        ["uuid"] = "1", ["lastMigration"] = 33, ["name"] = "bench", ["port"] = port, ["hostname"] = "127.0.0.1",
        ["routes"] = new JsonArray(new JsonObject
        {
            ["uuid"] = "2", ["type"] = "http", ["method"] = "post", ["endpoint"] = BenchPrograms.Entry[1..],
            ["responses"] = new JsonArray(new JsonObject { ["uuid"] = "3", ["statusCode"] = 200, ["body"] = Answer, ["default"] = true, ["bodyType"] = "INLINE", ["latency"] = 0, ["headers"] = new JsonArray(), ["rules"] = new JsonArray() }),
        }),
        ["rootChildren"] = new JsonArray(new JsonObject { ["type"] = "route", ["uuid"] = "2" }),
    });

    static string WireMockJava(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "mappings"));
        Written(Path.Combine(folder, "mappings/entry.json"), new JsonObject
        {
            ["request"] = new JsonObject { ["method"] = "POST", ["urlPath"] = BenchPrograms.Entry },
            ["response"] = new JsonObject { ["status"] = 200, ["body"] = Answer },
        });
        return folder;
    }

    static string Written(string file, JsonObject what)
    {
        File.WriteAllText(file, what.ToJsonString());
        return file;
    }

    static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    sealed class PeerMeasurements
    {
        public List<double> Starts { get; } = [];
        public List<double> Idles { get; } = [];
        public List<double> Busies { get; } = [];
        public List<Wrk.WrkResult> Loads { get; } = [];

        public double Start => Statistics.Median(Starts);
        public double Idle => Statistics.Median(Idles);
        public double Busy => Statistics.Median(Busies);
        public double PerSecond => Statistics.Median([.. Loads.Select(load => load.PerSecond)]);
        public double P99 => Statistics.Median([.. Loads.Select(load => load.P99)]);
        public double Errors => Loads.Max(load => load.Errors);
    }
}
