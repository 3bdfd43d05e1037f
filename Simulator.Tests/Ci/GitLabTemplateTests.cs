using System.Xml.Linq;
using KantanSim.Tests.Infrastructure;
using KantanSim.Tests.Packages;

namespace KantanSim.Tests.Ci;

/// <summary>The scripts of docs/ci/gitlab, as written there, in bash; the tool is installed from the packages of this build.</summary>
public sealed class GitLabTemplateTests : IDisposable
{
    readonly CiRunner runner = new();

    public void Dispose() => runner.Dispose();

    [Fact]
    public async Task Job_installs_and_starts_KantanSim_tests_the_shop_and_writes_the_advice()
    {
        runner.WriteTests(ShopCalls.Payment);
        var run = await GitLabJob.Run(
            runner, ".kantansim", ("KANTANSIM_SOURCE", (await BuiltPackages.Folder).FullName),
            ("KANTANSIM_URL", $"http://127.0.0.1:{FreePort.Find()}"));
        Assert.True(run.Code == 0, run.Text);
        Assert.Contains("Status=REQSUCCESS&", run.Output, StringComparison.Ordinal);
        var report = XDocument.Parse(runner.Written("kantansim-advice.xml"));
        Assert.Equal("tshop00000001", (string?)report.Descendants("testsuite").Single().Attribute("name"));
        Assert.Empty(report.Descendants("failure"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(ShopCalls.Mistake, 1)]
    [InlineData("exit 7", 7)]
    public async Task Job_with_the_service_fails_with_the_tests_or_on_a_mistake_of_the_shop(string last, int code)
    {
        using var service = await SimulatorProcess.Start("--KantanSim:Data=:memory:", "--KantanSim:AdminToken=only-for-this-test");
        runner.WriteTests($"{ShopCalls.Payment}\n{last}");
        var run = await GitLabJob.Run(
            runner, ".kantansim-service", ("KANTANSIM_URL", service.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        Assert.True(run.Code == code, run.Text);
        Assert.Contains("Status=REQSUCCESS&", run.Output, StringComparison.Ordinal);
        Assert.Equal(code == 1, runner.Written("kantansim-advice.json").Contains("call-by-get", StringComparison.Ordinal));
    }
}
