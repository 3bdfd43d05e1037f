namespace KantanSim.Bench;

/// <summary>What a registration costs with a folder of a thousand scenario files, each of which could be meant, against four.</summary>
internal static class ScenariosBench
{
    const int Rounds = 5;
    static readonly TimeSpan Measuring = TimeSpan.FromSeconds(2);

    public static async Task Run(Report report, BenchPrograms simulators)
    {
        var found = new Dictionary<int, List<double>> { [4] = [], [1_000] = [] };
        var folders = found.Keys.ToDictionary(count => count, count => Write(simulators.Fresh("scenarios"), count));
        for (var round = 0; round < Rounds; round++)
            foreach (var (count, rates) in found)
            {
                using var running = await simulators.StartKantanSim(null, $"--KantanSim:Scenarios={folders[count]}");
                var number = 0;
                async Task<bool> Register(LoadClient caller, int _) => await BenchPrograms.Register(caller, $"C-{Interlocked.Increment(ref number)}") is not null;
                await LoadClient.Repeat(running.Url, 32, Measuring / 2, Register);
                rates.Add((await LoadClient.Repeat(running.Url, 32, Measuring, Register)).PerSecond);
            }
        var (few, many) = (Statistics.Median(found[4]), Statistics.Median(found[1_000]));
        report.Table("scenarios", ["scenario files", "registrations a second, 32 callers", "ratio of times"], [["4", $"{few:#,0}", "1.00"], ["1,000", $"{many:#,0}", $"{few / many:0.00}"]]);
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
