namespace KantanSim.Bench;

/// <summary>Measures the time from the start of a program to its first <c>200 Healthy</c>, its memory, and the time to stop it.</summary>
internal static class StartBench
{
    const int Rounds = 15;

    public static async Task Run(Report report, BenchPrograms programs)
    {
        var used = programs.NewPath("used");
        var starts = new (string Name, Func<Task<MeasuredProcess>> Start)[]
        {
            ("bare ASP.NET Core application", programs.StartBare),
            ("KantanSim, new database", () => programs.StartKantanSim()),
            ("KantanSim, database of an earlier run", () => programs.StartKantanSim(used)),
            ("KantanSim, nothing kept", () => programs.StartKantanSim(":memory:")),
        };
        var results = starts.ToDictionary(start => start.Name, _ => new StartMeasurements());
        // The first round warms the disk cache.
        foreach (var (_, start) in starts) await Measure(start, new());
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, start) in starts) await Measure(start, results[name]);
        var bare = results[starts[0].Name];
        string[] columns =
        [
            "start to the first 200 Healthy", "median", "against bare", "memory", "against bare", "SIGTERM to the end", "against bare",
        ];
        report.Table("start", columns, starts.Select(start => Row(start.Name, results[start.Name], bare)));
    }

    static async Task Measure(Func<Task<MeasuredProcess>> start, StartMeasurements into)
    {
        using var running = await start();
        into.Startup.Add(running.StartupMilliseconds);
        into.Memory.Add(running.Memory);
        into.Stop.Add(await running.Stop());
    }

    static string[] Row(string name, StartMeasurements measured, StartMeasurements bare) =>
    [
        name,
        $"{Statistics.Median(measured.Startup):0} ms",
        Ratio(measured.Startup, bare.Startup),
        $"{Statistics.Median(measured.Memory):0} MiB",
        Ratio(measured.Memory, bare.Memory),
        $"{Statistics.Median(measured.Stop):0} ms",
        Ratio(measured.Stop, bare.Stop),
    ];

    static string Ratio(List<double> one, List<double> other) => $"{Statistics.Median(one) / Statistics.Median(other):0.00}";

    sealed class StartMeasurements
    {
        public List<double> Startup { get; } = [];
        public List<double> Memory { get; } = [];
        public List<double> Stop { get; } = [];
    }
}
