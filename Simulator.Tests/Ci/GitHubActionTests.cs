using System.Globalization;
using System.Xml.Linq;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Packages;

namespace KantanSim.Tests.Ci;

/// <summary>The steps of docs/ci/github, as written there, in bash; the tool is installed from the packages of this build.</summary>
public sealed class GitHubActionTests : IDisposable
{
    readonly CiRunner runner = new();
    readonly int port = FreePort.Find();

    public void Dispose() => runner.Dispose();

    [Fact]
    public async Task Workflow_installs_and_starts_KantanSim_tests_the_shop_and_fails_on_its_mistake()
    {
        runner.WriteTests($"{ShopCalls.Payment}\n{ShopCalls.Mistake}");
        var job = await Perform();
        Assert.Equal(
            [("Install KantanSim", 0), ("Start KantanSim", 0), ("Test the shop", 0), ("Ask what the shop did wrong", 1)],
            job.Performed.Select(step => (step.Name, step.Run.Code)));
        Assert.Contains("Status=REQSUCCESS&", job.Performed[2].Run.Output, StringComparison.Ordinal);
        var failure = Assert.Single(XDocument.Parse(runner.Written("kantansim-advice.xml")).Descendants("failure"));
        Assert.Equal("call-by-get", (string?)failure.Parent!.Attribute("name"));
    }

    [Fact]
    public async Task Start_with_a_wrong_setting_fails_and_says_why()
    {
        runner.AddBuiltProgram();
        var job = new WorkflowJob(runner, Inputs());
        await job.PerformAction([new("settings", "Clock=Never")], first: 2);
        var (name, run) = Assert.Single(job.Performed);
        Assert.Equal(("Start KantanSim", 1), (name, run.Code));
        Assert.Contains("\"Never\"", run.Output, StringComparison.Ordinal);
    }

    async Task<WorkflowJob> Perform()
    {
        var job = new WorkflowJob(runner, Inputs(("source", (await BuiltPackages.Folder).FullName)));
        await job.Perform(YamlNodes.File("docs/ci/github/workflow.yml")["jobs"]["payments"]["steps"]);
        Assert.All(job.Performed.SkipLast(1), step => Assert.True(step.Run.Code == 0, $"{step.Name}: {step.Run.Text}"));
        return job;
    }

    Dictionary<string, string> Inputs(params (string Name, string Value)[] more) =>
        more.Append(("port", port.ToString(CultureInfo.InvariantCulture))).ToDictionary(input => input.Item1, input => input.Item2);
}
