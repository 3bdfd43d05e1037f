namespace KantanSim.Bench;

/// <summary>Compares registrations with a folder of 1,000 scenario files, each of which could match, to those with 4 files.</summary>
internal static class ScenariosBench
{
    const int Clients = 32;
    const int Rounds = 5;
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    public static async Task Run(Report report, BenchPrograms programs)
    {
        var ratesByCount = new Dictionary<int, List<double>> { [4] = [], [1_000] = [] };
        var folders = ratesByCount.Keys.ToDictionary(count => count, count => Write(programs.NewPath("scenarios"), count));
        for (var round = 0; round < Rounds; round++)
            foreach (var (count, rates) in ratesByCount) rates.Add(await Measure(programs, folders[count]));
        var few = Statistics.Median(ratesByCount[4]);
        var many = Statistics.Median(ratesByCount[1_000]);
        report.Table(
            "scenarios",
            ["scenario files", "registrations a second, 32 callers", "ratio of times"],
            [["4", $"{few:#,0}", "1.00"], ["1,000", $"{many:#,0}", $"{few / many:0.00}"]]);
    }

    /// <returns>Registrations per second.</returns>
    static async Task<double> Measure(BenchPrograms programs, string folder)
    {
        using var server = await programs.StartKantanSim(null, $"--KantanSim:Scenarios={folder}");
        var orders = 0;
        async Task<bool> Register(LoadClient client, int _) =>
            await BenchPrograms.Register(client, $"C-{Interlocked.Increment(ref orders)}") is not null;
        await LoadClient.Repeat(server.Url, Clients, Measuring / 2, Register);
        return (await LoadClient.Repeat(server.Url, Clients, Measuring, Register)).PerSecond;
    }

    static string Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        File.Copy("scenarios/success.yaml", Path.Combine(folder, "success.yaml"));
        for (var number = 1; number < count; number++)
            File.WriteAllText(Path.Combine(folder, $"s{number}.yaml"), $$"""
                name: s{{number}}
                title: { en: Number {{number}}, ja: {{number}}番 }
                match: { orderId: "ONLY-{{number}}-*" }
                rules:
                  - when: walletOpened
                    then: cancel
                """);
        return folder;
    }
}
