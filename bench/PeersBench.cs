using System.Diagnostics;
using System.Globalization;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace KantanSim.Bench;

/// <summary>
/// Compares start, memory and registrations per second to those of general mock servers with their closest equivalent: one stub with a
/// constant response. KantanSim validates and decides each registration, and responds when it is durable.
/// </summary>
internal static class PeersBench
{
    const int Clients = 32;
    const int Starts = 7;
    const int Rounds = 3;
    const string ResponseBody = "AccessID=0123456789abcdef0123456789abcdef&AccessPass=0123456789abcdef0123456789abcdef";
    const string Packages = "artifacts/bench-peers";
    const string KantanSim = "KantanSim";
    const string Bare = "bare ASP.NET Core endpoint";
    static readonly string[] Npm = ["mountebank@2.9.1", "@mockoon/cli@9.9.0", "wiremock@3.13.2"];
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(3);

    public static async Task Run(Report report, BenchPrograms programs)
    {
        Wrk.Find();
        Install();
        var peers = new (string Name, Func<Task<MeasuredProcess>> Start)[]
        {
            (KantanSim, () => programs.StartKantanSim()),
            (Bare, programs.StartBare),
            ("WireMock.Net 2.21.0, defaults", () => StartWireMockNet(programs)),
            ("Mountebank 2.9.1", () => StartMountebank(programs)),
            ("Mockoon CLI 9.9.0", () => StartMockoon(programs)),
            ("WireMock 3.13.2 (Java)", () => StartWireMock(programs)),
        };
        var results = peers.ToDictionary(peer => peer.Name, _ => new PeerMeasurements());
        // All starts come before the load tests, which would slow them down.
        for (var round = 0; round < Starts; round++)
            foreach (var (name, start) in peers) await MeasureStart(start, results[name]);
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, start) in peers) await MeasureLoad(start, results[name], round);
        string[] columns =
        [
            "program", "start to the first 200", "against bare", "memory idle", "against bare", "after the load",
            "answers a second at 32 callers", "KantanSim's against it", "p99",
        ];
        report.Table("peers", columns, results.Select(result => Row(result.Key, result.Value, results[KantanSim], results[Bare])));
    }

    /// <summary>Serves the stub by WireMock.Net, until the process is killed.</summary>
    public static async Task ServeWireMockNet(int port)
    {
        using var server = WireMockServer.Start(new WireMockServerSettings { Port = port });
        server.Given(WireMock.RequestBuilders.Request.Create().WithPath(BenchPrograms.Entry).UsingPost())
            .RespondWith(Response.Create().WithStatusCode(200).WithBody(ResponseBody));
        await Task.Delay(Timeout.Infinite);
    }

    static string[] Row(string name, PeerMeasurements measured, PeerMeasurements kantanSim, PeerMeasurements bare) =>
    [
        name,
        $"{measured.Start:0} ms",
        Ratio(measured.Start / bare.Start),
        $"{measured.Idle:0} MiB",
        Ratio(measured.Idle / bare.Idle),
        $"{measured.Busy:0} MiB",
        $"{measured.PerSecond:#,0}{(measured.Errors > 0 ? $" ({measured.Errors:0.#}% errors)" : "")}",
        Ratio(kantanSim.PerSecond / measured.PerSecond),
        $"{measured.P99:0.0} ms",
    ];

    static Task<MeasuredProcess> StartWireMockNet(BenchPrograms programs)
    {
        var isDotnet = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal);
        var program = isDotnet ? typeof(PeersBench).Assembly.Location : Path.ChangeExtension(Environment.ProcessPath, ".dll");
        return Start(programs, "dotnet", port => [program, "wiremock-net", Text(port)]);
    }

    static Task<MeasuredProcess> StartMountebank(BenchPrograms programs) =>
        Start(programs, Bin("mb"), port =>
        [
            "--port", Text(MeasuredProcess.FreePort()),
            "--configfile", WriteMountebank(programs.NewPath("mb"), port),
            "--nologfile",
            "--pidfile", programs.NewPath("mb.pid"),
        ]);

    static Task<MeasuredProcess> StartMockoon(BenchPrograms programs) =>
        Start(programs, Bin("mockoon-cli"), port =>
            ["start", "--disable-log-to-file", "--data", WriteMockoon(programs.NewPath("mockoon"), port)]);

    static Task<MeasuredProcess> StartWireMock(BenchPrograms programs) =>
        Start(programs, Bin("wiremock"), port =>
            ["--port", Text(port), "--root-dir", WriteWireMock(programs.NewPath("wiremock")), "--disable-banner"]);

    static async Task MeasureStart(Func<Task<MeasuredProcess>> start, PeerMeasurements into)
    {
        using var peer = await start();
        into.Starts.Add(peer.StartupMilliseconds);
        into.Idles.Add(peer.Memory);
    }

    static async Task MeasureLoad(Func<Task<MeasuredProcess>> start, PeerMeasurements into, int round)
    {
        using var peer = await start();
        var warmUp = Wrk.Register(peer.Url, Clients, WarmUp, $"W{round}");
        into.Loads.Add(Wrk.Register(peer.Url, Clients, Measuring, $"B{round}", like: warmUp));
        into.Busies.Add(peer.Memory);
    }

    static Task<MeasuredProcess> Start(BenchPrograms programs, string program, Func<int, string[]> arguments)
    {
        const string registration = $"{BenchPrograms.Shop}&OrderID=FIRST&JobCd=AUTH&Amount=1000";
        return MeasuredProcess.Start(program, arguments, programs.Folder, BenchPrograms.Entry, registration);
    }

    static void Install()
    {
        if (File.Exists(Bin("mb")) && File.Exists(Bin("mockoon-cli")) && File.Exists(Bin("wiremock"))) return;
        using var npm = Process.Start(
            "npm",
            ["install", "--prefix", Packages, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", .. Npm]);
        npm.WaitForExit();
        if (npm.ExitCode != 0) throw new InvalidOperationException("npm could not install the mock servers.");
    }

    static string Bin(string name) => Path.GetFullPath(Path.Combine(Packages, "node_modules/.bin", name));

    static string WriteMountebank(string file, int port)
    {
        File.WriteAllText(file, $$"""
            {
              "imposters": [{
                "port": {{port}},
                "protocol": "http",
                "stubs": [{
                  "predicates": [{ "equals": { "method": "POST", "path": "{{BenchPrograms.Entry}}" } }],
                  "responses": [{
                    "is": {
                      "statusCode": 200,
                      "body": "{{ResponseBody}}",
                      "headers": { "Connection": "keep-alive", "Content-Length": {{ResponseBody.Length}} }
                    }
                  }]
                }]
              }]
            }
            """);
        return file;
    }

    static string WriteMockoon(string file, int port)
    {
        File.WriteAllText(file, $$"""
            {
              "uuid": "1",
              "lastMigration": 33,
              "name": "bench",
              "port": {{port}},
              "hostname": "127.0.0.1",
              "routes": [{
                "uuid": "2",
                "type": "http",
                "method": "post",
                "endpoint": "{{BenchPrograms.Entry[1..]}}",
                "responses": [{
                  "uuid": "3",
                  "statusCode": 200,
                  "body": "{{ResponseBody}}",
                  "default": true,
                  "bodyType": "INLINE",
                  "latency": 0,
                  "headers": [],
                  "rules": []
                }]
              }],
              "rootChildren": [{ "type": "route", "uuid": "2" }]
            }
            """);
        return file;
    }

    static string WriteWireMock(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "mappings"));
        File.WriteAllText(Path.Combine(folder, "mappings/entry.json"), $$"""
            {
              "request": { "method": "POST", "urlPath": "{{BenchPrograms.Entry}}" },
              "response": { "status": 200, "body": "{{ResponseBody}}" }
            }
            """);
        return folder;
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
