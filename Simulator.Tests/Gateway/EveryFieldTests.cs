using System.Text.Json.Nodes;
using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Gateway;

/// <summary>One simulator with one payment and one contract, which no refused call may change.</summary>
public sealed class UntouchedSimulated : IAsyncLifetime
{
    readonly Dictionary<bool, TestOrder> registered = [];

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulated = await KantanSim.Tests.Infrastructure.SimulatorFixture.Start();
        registered[false] = await Simulated.RegisterPayment("UNTOUCHED-1");
        registered[true] = await Simulated.RegisterContract("UNTOUCHED-2");
    }

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();

    internal TestOrder OrderFor(Operation operation) =>
        operation is RegistrationOperation ? new("NEVER-1", "", "") : registered[operation.IsOfContracts()];

    /// <summary>All that the simulator holds of transactions, but for their timelines.</summary>
    internal async Task<string> Held() => ((JsonObject)(await Simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!).ToJsonString();
}

/// <summary>The fields of every operation (protocol.md 2 and 6.2): what is missing or wrong gives its code, all codes come at once and in order.</summary>
public sealed class EveryFieldTests(UntouchedSimulated untouched) : IClassFixture<UntouchedSimulated>
{
    // What another thing than the field's rule says of a wrong value: what it names does not exist.
    static readonly ErrorCode[] Consequences = [GatewayErrors.OrderUnknown, GatewayErrors.PayTypeUnknown, GatewayErrors.TransactionUnknown];

    public static TheoryData<string, string, string, string> WrongValues => [.. EveryOperation.All.SelectMany(operation => operation.Rules().SelectMany(rule =>
        rule.Checks.SelectMany(check => BadValues.For(check.Error).Select(value => (operation.Api, rule.Name, check.Error.Info, value)))
            .Concat(rule.MissingError is { } missing ? [(operation.Api, rule.Name, missing.Info, "")] : [])))];

    public static TheoryData<string> Apis => [.. EveryOperation.All.Select(operation => operation.Api)];

    [Fact]
    public void Every_check_has_a_value_that_it_refuses() => Assert.Empty(EveryOperation.All
        .SelectMany(operation => operation.Rules()).SelectMany(rule => rule.Checks).Where(check => !BadValues.For(check.Error).Any()).Select(check => check.Error));

    [Theory]
    [InlineData("EntryTranRecruit",               "ShopID ShopPass OrderID JobCd Amount Tax")]
    [InlineData("ExecTranRecruit",                "ShopID ShopPass AccessID AccessPass OrderID ClientField1 ClientField2 ClientField3 ClientFieldFlag RetURL ItemName PaymentTermSec")]
    [InlineData("RecruitSales",                   "ShopID ShopPass AccessID AccessPass OrderID")]
    [InlineData("RecruitCancel",                  "ShopID ShopPass AccessID AccessPass OrderID")]
    [InlineData("RecruitChange",                  "ShopID ShopPass AccessID AccessPass OrderID Amount Tax")]
    [InlineData("RecruitUpdateAuth",              "ShopID ShopPass AccessID AccessPass OrderID")]
    [InlineData("EntryTranRecruitContinuance",    "ShopID ShopPass OrderID Amount Tax")]
    [InlineData("ExecTranRecruitContinuance",     "ShopID ShopPass AccessID AccessPass OrderID ClientField1 ClientField2 ClientField3 ClientFieldFlag RetURL ItemName PaymentTermSec ChargeDay FirstMonthFreeFlag")]
    [InlineData("RecruitContinuanceChange",       "ShopID ShopPass AccessID AccessPass OrderID Amount Tax")]
    [InlineData("RecruitContinuanceChargeCancel", "ShopID ShopPass AccessID AccessPass OrderID ContinuanceMonth")]
    [InlineData("RecruitContinuanceCancel",       "ShopID ShopPass AccessID AccessPass OrderID")]
    [InlineData("SearchTradeMulti",               "PayType ShopID ShopPass OrderID")]
    public void An_operation_has_the_fields_of_the_protocol(string api, string fields) =>
        Assert.Equal(fields.Split(' '), EveryOperation.Of(api).Fields.Select(rule => rule.Name));

    [Theory, MemberData(nameof(WrongValues))]
    public async Task A_wrong_value_gives_its_code_and_changes_nothing(string api, string field, string code, string value)
    {
        var operation = EveryOperation.Of(api);
        var before = await untouched.Held();
        var told = await Told(operation, rule => rule.Name == field ? value : null);
        Assert.Contains(code, told);
        Assert.Empty(told.Except(operation.Rules().First(rule => rule.Name == field).Codes.Concat(Consequences).Select(known => known.Info)));
        Assert.Equal(before, await untouched.Held());
    }

    // The shop's password is wrong: nothing is done, and nothing else is complained of.
    [Theory, MemberData(nameof(Apis))]
    public async Task Right_values_and_left_out_optional_ones_are_taken(string api)
    {
        var operation = EveryOperation.Of(api);
        Assert.Equal([GatewayErrors.ShopUnknown.Info], await Told(operation, rule => rule.Name == "ShopPass" ? "wrong" : null));
        Assert.Equal([GatewayErrors.ShopUnknown.Info], await Told(operation, rule => rule.Name == "ShopPass" ? "wrong" : rule.MissingError is null ? "" : null));
    }

    [Theory, MemberData(nameof(Apis))]
    public async Task All_fields_are_complained_of_at_once_in_the_operation_s_order(string api)
    {
        var operation = EveryOperation.Of(api);
        var names = (await Told(operation, Wrong)).Select(code => FieldOf(operation, code)).ToList();
        Assert.Equal([.. Told(operation).Select(rule => rule.Name), "Version"], names.Distinct());
        Assert.Equal(names.Distinct().Count(), names.Zip(names.Skip(1)).Count(pair => pair.First != pair.Second) + 1);
    }

    [Theory, MemberData(nameof(Apis))]
    public async Task An_unknown_transaction_is_told_before_later_fields_and_the_pair_of_the_shop_after_all(string api)
    {
        var operation = EveryOperation.Of(api);
        var told = await Told(operation, rule => rule.Name switch
        {
            "ShopID" => null,
            "ShopPass" => "wrong",
            "AccessID" or "AccessPass" => new('0', 32),
            _ => Wrong(rule),
        });
        Assert.Equal("M01002002", told[^1]);
        if (operation is UpdateOperation) Assert.Equal("M01058002", told[0]);
        // All but ShopID and ShopPass; the unknown pair stands for AccessID and AccessPass.
        var fields = Told(operation).Count() + 1 - (operation is UpdateOperation ? 3 : 2);
        Assert.Equal(fields, told[..^1].Select(code => FieldOf(operation, code)).Distinct().Count());
    }

    // Of an unknown transaction's amounts nothing is told.
    static IEnumerable<FieldRule> Told(Operation operation) =>
        operation is UpdateOperation ? operation.Fields.Where(rule => rule.Name is not ("Amount" or "Tax")) : operation.Fields;

    static string Wrong(FieldRule rule) => rule.Checks.SelectMany(check => BadValues.For(check.Error)).First();

    static string FieldOf(Operation operation, string code) => code == GatewayErrors.PayTypeUnknown.Info ? "PayType"
        : code == GatewayErrors.TransactionUnknown.Info ? "AccessPass"
        : operation.Rules().First(rule => rule.Codes.Any(known => known.Info == code)).Name;

    async Task<string[]> Told(Operation operation, Func<FieldRule, string?> instead)
    {
        var answer = await untouched.Simulated.Call(operation.Api, null, operation.Call(untouched.OrderFor(operation), instead));
        Assert.Equal(["ErrCode", "ErrInfo"], answer.Keys);
        var told = answer["ErrInfo"].Split('|');
        Assert.Equal(told.Select(code => code[..3]), answer["ErrCode"].Split('|'));
        return told;
    }
}
