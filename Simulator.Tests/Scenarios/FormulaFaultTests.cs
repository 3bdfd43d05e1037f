using System.Diagnostics;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Scenarios;

/// <summary>
/// Formulas that are valid when their file is read but exceed a limit for one payment, and files whose formulas exceed a limit.
/// </summary>
public sealed class FormulaFaultTests
{
    const string Reason = "the formula makes more than 65,536 characters and list items";

    // Only this order ID runs the loop.
    const string Doubling = "if order_id == 'BOOM-1'; x = 'ab'; for i in 1..50; x = x + x; end; end;";
    const string Delay = "delay: { by: \"{{ " + Doubling + " 'PT1H' }}\" }";
    const string Refuse = "refuse: { errors: \"{{ " + Doubling + " 'M01054004' }}\" }";
    const string Approve = "approve: { member: \"{{ " + Doubling + " 'hanako' }}\" }";

    [Fact]
    public async Task Call_is_answered_without_the_rule_when_its_formula_exceeds_a_limit()
    {
        await using var simulated = await Start("answering", Delay);
        var order = await simulated.RegisterPayment("BOOM-1", "x");
        Assert.Equal("UNPROCESSED", (string?)(await simulated.Transaction(order))["status"]);
    }

    [Theory]
    [InlineData("answering", Delay)]
    [InlineData("deciding", Refuse, "match: { operation: ExecTranRecruit },")]
    [InlineData("starting", Refuse)]
    [InlineData("walletOpened", Approve)]
    [InlineData("returning", Delay)]
    [InlineData("notifying", Delay)]
    public async Task Timeline_contains_the_reason_when_a_rule_cannot_be_played(string hook, string then, string match = "")
    {
        await using var simulated = await Start(hook, then, match);
        var order = await simulated.RequestPayment("BOOM-1", "x");
        await simulated.PostConsumerAction(order);
        await simulated.Advance("PT1S");
        var timeline = (await simulated.Transaction(order))["timeline"]!.AsArray();
        var entry = timeline.First(entry => (string?)entry!["what"] == $"the rule for {hook} could not be played")!;
        Assert.Equal(Reason, (string?)entry["note"]);
    }

    [Fact]
    public async Task Log_contains_the_reason_when_a_rule_cannot_be_played()
    {
        await using var simulated = await Start("received", Delay);
        using var warnings = new CapturingLoggerProvider(LogLevel.Warning);
        simulated.GetService<ILoggerFactory>().AddProvider(warnings);
        await simulated.RegisterPayment("BOOM-1", "x");
        var expected = $"Scenario x: the rule for received OrderID BOOM-1 AccessID - could not be played: {Reason}";
        Assert.Contains(warnings.Lines, line => line.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lint_reports_position_and_limit_and_exits_with_1()
    {
        var folder = Directory.CreateTempSubdirectory("kantansim-lint-");
        try
        {
            Write("doubling", "{{ x = ''ab''; for i in 1..1000; x = x + x; end }}");
            Write("catastrophic", "{{ ''" + new string('a', 60) + "!'' | regex.match ''^(a+)+\\\\1$'' }}");
            var program = Path.Combine(AppContext.BaseDirectory, "KantanSim.dll");
            var start = new ProcessStartInfo("dotnet", [program, "scenarios", "lint", folder.FullName]) { RedirectStandardOutput = true };
            using var lint = Process.Start(start)!;
            var output = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(1, lint.ExitCode);
            Assert.Contains("doubling.yaml:3:58 bad-formula the formula ", output, StringComparison.Ordinal);
            Assert.Contains("catastrophic.yaml:3:58 bad-formula the formula takes longer than 2 s", output, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Write(string name, string formula) => File.WriteAllText(
            Path.Combine(folder.FullName, $"{name}.yaml"),
            $"name: {name}\nrules:\n  - {{ when: notifying, then: {{ send: {{ fields: {{ Amount: '{formula}' }} }} }} }}\n");
    }

    static Task<SimulatorFixture> Start(string hook, string then, string match = "")
    {
        var approval = hook == "walletOpened" ? "" : "  - { when: walletOpened, then: approve }\n";
        var rule = $"  - {{ when: {hook}, {match} then: {{ {then} }} }}\n";
        return SimulatorFixture.StartWithScenarios("x", $"name: x\nrules:\n{rule}{approval}");
    }
}
