using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Gateway;

/// <summary>A simulator of each family of codes.</summary>
public sealed class BothFamilies : IAsyncLifetime
{
    internal const string Twins = "--KantanSim:Protocol:CodeFamily=E01";

    internal SimulatorFixture M01 { get; private set; } = null!;
    internal SimulatorFixture E01 { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (M01, E01) = (await SimulatorFixture.Start(), await SimulatorFixture.Start(settings: Twins));

    public async ValueTask DisposeAsync()
    {
        await M01.DisposeAsync();
        await E01.DisposeAsync();
    }
}

/// <summary>Every code that the catalogue says a merchant can get is got.</summary>
public sealed class EveryCodeTests(BothFamilies families) : IClassFixture<BothFamilies>
{
    static readonly Dictionary<string, string> TwinOf = Rows(ErrorOrigin.Request)
        .Select(info => (Info: info, Twin: new ErrorCode(info).InFamily(CodeFamily.E01).Info)).Where(pair => pair.Twin != pair.Info).ToDictionary(pair => pair.Twin, pair => pair.Info);

    public static TheoryData<string> Requested => [.. Rows(ErrorOrigin.Request)];

    public static TheoryData<string> Chosen => [.. Rows(ErrorOrigin.ProtocolOption)];

    [Fact]
    public void There_is_a_recipe_for_each_code_that_a_request_can_get_and_for_no_other() =>
        Assert.Equal(Rows(ErrorOrigin.Request), EveryCodeRecipes.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_codes_that_need_a_choice_are_the_twins_of_the_protocol()
    {
        string[] twins =
        [
            "M01002001 E01010001", "M01002002 E01030002", "M01002008 E01010008", "M01003001 E01020001", "M01003008 E01020008", "M01004001 E01040001",
            "M01004010 E01040010", "M01004012 E01040003", "M01004013 E01040013", "M01005001 E01060001", "M01005005 E01060005", "M01005006 E01060006",
            "M01006005 E01070005", "M01006006 E01070006", "M01007001 E01090001", "M01007008 E01090008", "M01008001 E01100001", "M01008008 E01100008",
            "M01039012 E01320012", "M01040012 E01330012", "M01041012 E01340012", "M01042011 E01400007", "M01054001 E01050001", "M01054004 E01050004",
            "M01054010 E01050002", "M01058002 E01110002", "M01060010 E01420010",
        ];
        Assert.Equal(twins, TwinOf.Select(pair => $"{pair.Value} {pair.Key}").Order(StringComparer.Ordinal));
        Assert.Equal(Rows(ErrorOrigin.ProtocolOption), TwinOf.Keys.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Requested))]
    public Task A_code_is_got_by_a_call_a_browser_or_the_clock(string info) => Gets(info, info, families.M01);

    [Theory, MemberData(nameof(Chosen))]
    public Task A_twin_is_got_in_the_same_way_where_its_family_is_chosen(string info) => Gets(info, TwinOf[info], families.E01, BothFamilies.Twins);

    static async Task Gets(string info, string recipe, SimulatorFixture together, params string[] settings)
    {
        var (run, alone) = EveryCodeRecipes.All[recipe];
        await using var own = alone is null ? null : await SimulatorFixture.Start(settings: [.. settings, .. alone]);
        Assert.Contains(info, await run(own ?? together, info), StringComparison.Ordinal);
    }

    static IEnumerable<string> Rows(ErrorOrigin reach) => GatewayErrors.All.Where(row => row.Origin == reach).Select(row => row.Info);
}
