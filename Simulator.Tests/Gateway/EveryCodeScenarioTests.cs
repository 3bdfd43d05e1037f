using System.Collections.Immutable;
using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>
/// A simulator with one scenario for each code that only a scenario can cause, and one for each row of
/// <see cref="EveryCodeScenarioTests.AtTheirHooks"/>.
/// </summary>
public sealed class ScriptedSimulated : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kantansim-codes-");

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var info in EveryCodeScenarioTests.Infos)
        {
            var rule = $"when: deciding, match: {{ operation: {Exec(info)} }}, then: {{ refuse: {{ errors: {info} }} }}";
            Write(Name("deciding", info), rule);
        }
        foreach (var (info, when, then) in EveryCodeScenarioTests.AtTheirHooks.Select(row => row.Data))
            Write(Name(when, info), $"when: {when}, then: {{ {then}: {{ {(then == "refuse" ? "errors" : "error")}: {info} }} }}");
        Simulated = await SimulatorFixture.Start(settings: $"--KantanSim:Scenarios={folder.FullName}");
    }

    public async ValueTask DisposeAsync()
    {
        await Simulated.DisposeAsync();
        folder.Delete(recursive: true);
    }

    internal static string Name(string when, string info) => $"{when}-{info}".ToLowerInvariant();

    internal static string Exec(string info) => IsOfContracts(info) ? "ExecTranRecruitContinuance" : "ExecTranRecruit";

    internal static bool IsOfContracts(string info) =>
        info.StartsWith("RC3", StringComparison.Ordinal) || info.StartsWith("RC4", StringComparison.Ordinal);

    void Write(string name, string rule) =>
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.yaml"), $"name: {name}\nrules:\n  - {{ {rule} }}\n");
}

/// <summary>A scenario can cause every code that is left to scenarios: in place of a decision, and at the hook where it belongs.</summary>
public sealed class EveryCodeScenarioTests(ScriptedSimulated scripted) : IClassFixture<ScriptedSimulated>
{
    internal static ImmutableArray<string> Infos { get; } =
        [.. GatewayErrors.All.Where(row => row.Origin == ErrorOrigin.Scenario).Select(row => row.Info)];

    public static TheoryData<string> Scripted => [.. Infos];

    public static TheoryData<string, string, string> AtTheirHooks => new()
    {
        { "RC1000110", "walletOpened", "decline" },
        { "RC2000001", "walletOpened", "lose" },
        { "RC2000002", "walletOpened", "lose" },
        { "RC2000009", "walletOpened", "lose" },
        { "RC2000010", "walletOpened", "lose" },
        { "RC2000104", "starting",     "refuse" },
        { "RC3000112", "walletOpened", "decline" },
        { "RC3000112", "charging",     "fail" },
        { "RC4000001", "walletOpened", "lose" },
        { "RC4000002", "walletOpened", "lose" },
        { "RC4000010", "walletOpened", "lose" },
        { "RC4000003", "charging",     "fail" },
        { "RC4000004", "charging",     "fail" },
        { "RC4000104", "starting",     "refuse" },
    };

    SimulatorFixture Simulated => scripted.Simulated;

    [Fact]
    public async Task Scenario_files_have_no_faults() =>
        Assert.Empty((await Simulated.CallApi(HttpMethod.Get, "/scenarios"))["body"]!["faults"]!.AsArray());

    [Theory, MemberData(nameof(Scripted))]
    public async Task A_scenario_refuses_a_call_with_the_code_in_place_of_the_decision(string info)
    {
        var order = await Register($"R-{info}", info, ScriptedSimulated.Name("deciding", info));
        var answer = await Simulated.CallOperation(ScriptedSimulated.Exec(info), order,
            ("RetURL", "http://127.0.0.1/r"), ("ItemName", "Mug"), ("ChargeDay", "31"), ("FirstMonthFreeFlag", "0"));
        Assert.Equal([new("ErrCode", info[..3]), new("ErrInfo", info)], answer);
        Assert.Equal("UNPROCESSED", (string?)(await Simulated.Transaction(order))["status"]);
    }

    [Theory, MemberData(nameof(AtTheirHooks))]
    public async Task A_scenario_causes_the_code_at_its_hook(string info, string when, string then)
    {
        var scenario = ScriptedSimulated.Name(when, info);
        var orderId = $"{info}-{when}";
        var order = ScriptedSimulated.IsOfContracts(info)
            ? await Simulated.RequestContract(orderId, scenario)
            : await Simulated.RequestPayment(orderId, scenario);
        var played = await Simulated.PostConsumerAction(order);
        await Simulated.Advance("PT0S");
        var transaction = await Simulated.Transaction(order);
        var status = then switch { "decline" => "PAYFAIL", "lose" => "AUTHPROCESS", "fail" => "REGISTER", _ => "REQSUCCESS" };
        Assert.Equal(status, (string?)transaction["status"]);
        var errInfo = then == "fail" ? transaction["contract"]!["charges"]![0]!["errInfo"] : played["returned"]!["fields"]!["ErrInfo"];
        Assert.Equal(info, (string?)errInfo);
    }

    Task<TestOrder> Register(string orderId, string info, string scenario) =>
        ScriptedSimulated.IsOfContracts(info)
            ? Simulated.RegisterContract(orderId, scenario)
            : Simulated.RegisterPayment(orderId, scenario);
}
