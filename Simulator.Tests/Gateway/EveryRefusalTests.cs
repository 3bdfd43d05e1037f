using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Protocol.ProtocolOptionCase;

namespace KantanSim.Tests.Gateway;

/// <summary>A refusal that an operation names, and what brings it about.</summary>
/// <param name="Does">Is given a shop, whose id is free as an OrderID too.</param>
/// <param name="After">How long the clock is moved before the call.</param>
/// <param name="Field">A value of the call, beside those that the operation takes.</param>
internal sealed record RefusalRow(string Api, string Code, Func<SimulatorFixture, string, Task<TestOrder>> Does, string? After = null, (string Name, string Value)? Field = null, (string Name, string Value)? Choice = null);

/// <summary>What each operation says that it refuses with, beside the codes of its fields, it does refuse with, and nothing changes.</summary>
public sealed class EveryRefusalTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    static readonly RefusalRow[] All =
    [
        new("EntryTranRecruit",               "M01004010", Enters),
        new("ExecTranRecruit",                "M01004014", Executes),
        new("RecruitSales",                   "M01054004", Enters),
        new("RecruitSales",                   "M01060010", Pays,           After: "P61D"),
        new("RecruitSales",                   "E11010017", Pays,           After: "P181D"),
        new("RecruitSales",                   "RC1000111", PaysByPoints,   Choice: ("PointsOnlyRefuses", "RecruitSales")),
        new("RecruitCancel",                  "M01054004", Enters),
        new("RecruitCancel",                  "M01233011", PaysAtOnce,     After: "P181D"),
        new("RecruitCancel",                  "E11010017", Pays,           After: "P181D"),
        new("RecruitCancel",                  "RC1000111", PaysByPoints,   Choice: ("PointsOnlyRefuses", "RecruitCancel")),
        new("RecruitChange",                  "M01054004", Enters),
        new("RecruitChange",                  "M01233011", PaysAtOnce,     After: "P181D", Field: ("Amount", "500")),
        new("RecruitChange",                  "E11010017", Pays,           After: "P181D", Field: ("Amount", "500")),
        new("RecruitChange",                  "M01235010", Pays,           Field: ("Amount", "500"), Choice: ("ChangeClosed", "09:00-10:00")),
        new("RecruitChange",                  "M01234010", Pays,           Field: ("Amount", "901")),
        new("RecruitChange",                  "RC1000111", PaysByPoints,   Field: ("Amount", "500")),
        new("RecruitChange",                  "RC1000112", PaysAndDeclines, Field: ("Amount", "901"), Choice: ("ChangeUpward", "true")),
        new("RecruitUpdateAuth",              "M01236002", PaysAtOnce),
        new("RecruitUpdateAuth",              "M01237011", Pays,           After: "P61D"),
        new("RecruitUpdateAuth",              "E11010017", Pays,           After: "P181D"),
        new("RecruitUpdateAuth",              "RC1000111", PaysByPoints),
        new("RecruitUpdateAuth",              "RC1000112", PaysAndDeclines),
        new("EntryTranRecruitContinuance",    "M01004010", EntersContract),
        new("ExecTranRecruitContinuance",     "M01004014", SignsUp),
        new("RecruitContinuanceChange",       "M01054004", EntersContract),
        new("RecruitContinuanceChange",       "M01257010", SignsUp,        Field: ("Amount", "9999900")),
        new("RecruitContinuanceChargeCancel", "M01054004", EntersContract),
        new("RecruitContinuanceChargeCancel", "M01254002", SignsUp,        Field: ("ContinuanceMonth", "202512")),
        new("RecruitContinuanceChargeCancel", "M01255011", SignsUp,        After: "P31D"),
        new("RecruitContinuanceCancel",       "M01054004", EntersContract),
        new("SearchTradeMulti",               "M01051011", Enters,         Field: ("PayType", "99")),
        new("SearchTradeMulti",               "M01004002", New),
    ];

    public static TheoryData<int, string, string> Rows => [.. All.Select((row, at) => (at, row.Api, row.Code))];

    [Fact]
    public void Each_refusal_of_each_operation_is_tested() => Assert.Equal(
        EveryOperation.All.SelectMany(operation => operation.Refusals.Select(refusal => $"{operation.Api} {refusal}")).Order(StringComparer.Ordinal),
        All.Select(row => $"{row.Api} {row.Code}").Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Rows))]
    public async Task An_operation_refuses_as_it_says_and_changes_nothing(int at, string api, string code)
    {
        var row = All[at];
        await using var own = row.After is null ? null : await SimulatorFixture.Start();
        var simulated = own ?? shared.Simulated;
        var order = await row.Does(simulated, await simulated.AddsShop($"r{at}", row.Choice is { } choice ? [choice] : []));
        await simulated.Advance(row.After ?? "PT0S");
        var before = await Held(simulated, order);
        Assert.Equal([new("ErrCode", code[..3]), new("ErrInfo", code)],
            await simulated.Call(api, null, EveryOperation.Of(api).Call(order, rule => rule.Name == row.Field?.Name ? row.Field?.Value : null)));
        await simulated.Advance("PT0S");
        Assert.Equal(before, await Held(simulated, order));
    }

    // All that is held of the shop's transactions and what it was told of them; timelines tell of refusals too.
    static async Task<string> Held(SimulatorFixture simulated, TestOrder order) =>
        (await simulated.CallApi(HttpMethod.Get, $"/transactions?shopId={order.ShopId}"))["body"]!.ToJsonString() + await Notified(simulated, order);

    static async Task<TestOrder> PaysAndDeclines(SimulatorFixture simulated, string shop)
    {
        await simulated.CallApi(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA"}]}""");
        var order = await simulated.Pay(shop, how: $",\"member\":\"{shop}\"", shop: shop);
        await simulated.CallApi(HttpMethod.Put, $"/members/{shop}", """{"cards":[{"id":"visa","label":"VISA","declines":true}]}""");
        return order;
    }
}
