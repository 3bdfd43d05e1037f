using System.Diagnostics;
using KantanSim.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace KantanSim.Tests.Scenarios;

/// <summary>Formulas that are good when their file is read, and exceed a limit for one payment; and files whose formulas exceed one.</summary>
public sealed class FormulaFaultTests
{
    const string Reason = "the formula makes more than 65,536 characters and list items";

    // Only an order that is called so meets the loop.
    const string Doubling = "if order_id == 'BOOM-1'; x = 'ab'; for i in 1..50; x = x + x; end; end;";
    const string Delay = "delay: { by: \"{{ " + Doubling + " 'PT1H' }}\" }";
    const string Refuse = "refuse: { errors: \"{{ " + Doubling + " 'M01054004' }}\" }";
    const string Approve = "approve: { member: \"{{ " + Doubling + " 'hanako' }}\" }";

    [Fact]
    public async Task Call_is_answered_when_its_formula_exceeds_a_limit()
    {
        await using var simulated = await Playing("answering", Delay);
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
    public async Task Timeline_tells_why_a_rule_could_not_be_played(string cue, string then, string match = "")
    {
        await using var simulated = await Playing(cue, then, match);
        var order = await simulated.RequestPayment("BOOM-1", "x");
        await simulated.PostConsumerAction(order);
        await simulated.Advance("PT1S");
        var lines = (await simulated.Transaction(order))["timeline"]!.AsArray();
        var line = lines.First(line => (string?)line!["what"] == $"the rule for {cue} could not be played")!;
        Assert.Equal(Reason, (string?)line["note"]);
    }

    [Fact]
    public async Task Log_tells_why_a_rule_could_not_be_played()
    {
        await using var simulated = await Playing("received", Delay);
        using var warnings = new CapturingLoggerProvider(LogLevel.Warning);
        simulated.GetService<ILoggerFactory>().AddProvider(warnings);
        await simulated.RegisterPayment("BOOM-1", "x");
        var expected = $"Scenario x: the rule for received OrderID BOOM-1 AccessID - could not be played: {Reason}";
        Assert.Contains(warnings.Lines, line => line.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lint_names_the_place_and_the_limit_and_exits_with_1()
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

        void Write(string name, string formula) => File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"),
            $"name: {name}\nrules:\n  - {{ when: notifying, then: {{ send: {{ fields: {{ Amount: '{formula}' }} }} }} }}\n");
    }

    static Task<SimulatorFixture> Playing(string cue, string then, string match = "")
    {
        var approval = cue == "walletOpened" ? "" : "  - { when: walletOpened, then: approve }\n";
        return SimulatorFixture.StartWithScenarios("x", $"name: x\nrules:\n  - {{ when: {cue}, {match} then: {{ {then} }} }}\n{approval}");
    }
}
