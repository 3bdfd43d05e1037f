namespace KantanSim.Bench;

/// <summary>How long it takes from starting a program to its first <c>200 Healthy</c>, what it has in memory then, and how long it takes to stop.</summary>
internal static class StartBench
{
    const int Rounds = 15;

    public static async Task Run(Report report, BenchPrograms simulators)
    {
        var used = simulators.Fresh("used");
        var programs = new (string Name, Func<Task<MeasuredProcess>> Start)[]
        {
            ("bare ASP.NET Core application", simulators.Bare),
            ("KantanSim, new database", () => simulators.StartKantanSim()),
            ("KantanSim, database of an earlier run", () => simulators.StartKantanSim(used)),
            ("KantanSim, nothing kept", () => simulators.StartKantanSim(":memory:")),
        };
        var figures = programs.ToDictionary(one => one.Name, _ => (Took: new List<double>(), Memory: new List<double>(), Stopped: new List<double>()));
        for (var round = 0; round <= Rounds; round++)
            foreach (var (name, start) in programs)
            {
                using var running = await start();
                var (took, memory, stopped) = (running.StartupMilliseconds, running.Memory, await running.Stop());
                if (round == 0) continue; // the disk's caches are cold
                figures[name].Took.Add(took);
                figures[name].Memory.Add(memory);
                figures[name].Stopped.Add(stopped);
            }
        var bare = figures[programs[0].Name];
        string[] head = ["start to the first 200 Healthy", "median", "against bare", "memory", "against bare", "SIGTERM to the end", "against bare"];
        report.Table("start", head, programs.Select(one => Row(one.Name, figures[one.Name], bare)));
    }

    static string[] Row(string name, (List<double> Took, List<double> Memory, List<double> Stopped) one, (List<double> Took, List<double> Memory, List<double> Stopped) bare) =>
    [
        name, $"{Statistics.Median(one.Took):0} ms", Ratio(one.Took, bare.Took), $"{Statistics.Median(one.Memory):0} MiB", Ratio(one.Memory, bare.Memory),
        $"{Statistics.Median(one.Stopped):0} ms", Ratio(one.Stopped, bare.Stopped),
    ];

    static string Ratio(List<double> one, List<double> other) => $"{Statistics.Median(one) / Statistics.Median(other):0.00}";
}
