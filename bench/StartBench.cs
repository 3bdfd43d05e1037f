namespace KantanSim.Bench;

/// <summary>How long it takes from starting a program to its first <c>200 Healthy</c>, and what it has in memory then.</summary>
internal static class StartBench
{
    const int Rounds = 15;

    public static async Task Run(Report report, Simulators simulators)
    {
        var used = simulators.Fresh("used");
        var programs = new (string Name, Func<Task<Running>> Start)[]
        {
            ("bare ASP.NET Core application", simulators.Bare),
            ("KantanSim, new database", () => simulators.Ours()),
            ("KantanSim, database of an earlier run", () => simulators.Ours(used)),
            ("KantanSim, nothing kept", () => simulators.Ours(":memory:")),
        };
        var (took, memory) = (programs.ToDictionary(one => one.Name, _ => new List<double>()), programs.ToDictionary(one => one.Name, _ => new List<double>()));
        for (var round = 0; round <= Rounds; round++)
            foreach (var (name, start) in programs)
            {
                using var running = await start();
                if (round == 0) continue; // the disk's caches are cold
                took[name].Add(running.StartedAfter);
                memory[name].Add(running.Memory);
            }
        var (limit, small) = (Figures.Median(took[programs[0].Name]), Figures.Median(memory[programs[0].Name]));
        report.Table("start", ["start to the first 200 Healthy", "median", "against bare", "memory", "against bare"], programs.Select(one => new[]
        {
            one.Name, $"{Figures.Median(took[one.Name]):0} ms", $"{Figures.Median(took[one.Name]) / limit:0.00}", $"{Figures.Median(memory[one.Name]):0} MiB", $"{Figures.Median(memory[one.Name]) / small:0.00}",
        }));
    }
}
