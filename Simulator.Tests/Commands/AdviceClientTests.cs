using KantanSim.Commands;
using KantanSim.Tests.Advice;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Commands;

/// <summary>Reading the advice of a server.</summary>
public sealed class AdviceClientTests
{
    [Fact]
    public async Task Command_reads_all_pages()
    {
        await using var simulated = await SimulatorFixture.Start();
        foreach (var number in Enumerable.Range(1, 3)) await simulated.LosesAnswer($"LOST-{number}");
        await simulated.Advance("PT1H");
        using var client = new AdviceClient(simulated.Url, token: null, pageSize: 1);
        var report = await client.Read(new(Shop: null, Since: null, Threshold: null), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["LOST-3", "LOST-2", "LOST-1"],
            report.Findings.Where(finding => finding.Rule == "lost-answer-not-searched").Select(finding => finding.OrderId));
    }
}
