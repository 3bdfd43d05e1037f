using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Gateway;

/// <summary>One simulator for each family of error codes.</summary>
public sealed class BothCodeFamilies : IAsyncLifetime
{
    internal const string E01Setting = "--KantanSim:Protocol:CodeFamily=E01";

    internal SimulatorFixture M01 { get; private set; } = null!;
    internal SimulatorFixture E01 { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        M01 = await SimulatorFixture.Start();
        E01 = await SimulatorFixture.Start(settings: E01Setting);
    }

    public async ValueTask DisposeAsync()
    {
        await M01.DisposeAsync();
        await E01.DisposeAsync();
    }
}

/// <summary>The simulator answers every code that, by the catalogue, a merchant can get.</summary>
public sealed class EveryCodeTests(BothCodeFamilies families) : IClassFixture<BothCodeFamilies>
{
    // The M01 code of each E01 code.
    static readonly Dictionary<string, string> M01CodeOf = Rows(ErrorOrigin.Request)
        .Select(m01 => (M01: m01, E01: new ErrorCode(m01).InFamily(CodeFamily.E01).Info))
        .Where(pair => pair.E01 != pair.M01)
        .ToDictionary(pair => pair.E01, pair => pair.M01);

    public static TheoryData<string> OfRequests => [.. Rows(ErrorOrigin.Request)];

    public static TheoryData<string> OfProtocolOptions => [.. Rows(ErrorOrigin.ProtocolOption)];

    [Fact]
    public void There_is_a_recipe_for_every_code_of_requests_and_for_no_other() =>
        Assert.Equal(Rows(ErrorOrigin.Request), EveryCodeRecipes.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_codes_of_protocol_options_are_the_E01_codes_of_the_protocol()
    {
        string[] pairs =
        [
            "M01002001 E01010001", "M01002002 E01030002", "M01002008 E01010008", "M01003001 E01020001", "M01003008 E01020008",
            "M01004001 E01040001", "M01004010 E01040010", "M01004012 E01040003", "M01004013 E01040013", "M01005001 E01060001",
            "M01005005 E01060005", "M01005006 E01060006", "M01006005 E01070005", "M01006006 E01070006", "M01007001 E01090001",
            "M01007008 E01090008", "M01008001 E01100001", "M01008008 E01100008", "M01039012 E01320012", "M01040012 E01330012",
            "M01041012 E01340012", "M01042011 E01400007", "M01054001 E01050001", "M01054004 E01050004", "M01054010 E01050002",
            "M01058002 E01110002", "M01060010 E01420010",
        ];
        Assert.Equal(pairs, M01CodeOf.Select(pair => $"{pair.Value} {pair.Key}").Order(StringComparer.Ordinal));
        Assert.Equal(Rows(ErrorOrigin.ProtocolOption), M01CodeOf.Keys.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(OfRequests))]
    public Task Recipe_causes_the_M01_code(string info) => Run(info, info, families.M01);

    [Theory, MemberData(nameof(OfProtocolOptions))]
    public Task Recipe_of_the_M01_code_causes_the_E01_code_where_that_family_is_set(string info) =>
        Run(info, M01CodeOf[info], families.E01, BothCodeFamilies.E01Setting);

    static async Task Run(string info, string recipe, SimulatorFixture shared, params string[] settings)
    {
        var (run, ownSettings) = EveryCodeRecipes.All[recipe];
        await using var own = ownSettings is null ? null : await SimulatorFixture.Start(settings: [.. settings, .. ownSettings]);
        Assert.Contains(info, await run(own ?? shared, info), StringComparison.Ordinal);
    }

    static IEnumerable<string> Rows(ErrorOrigin origin) => GatewayErrors.All.Where(row => row.Origin == origin).Select(row => row.Info);
}
