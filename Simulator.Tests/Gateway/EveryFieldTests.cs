#pragma warning disable format // aligned tables
using KantanSim.Protocol;
using KantanSim.Tests.Infrastructure;
using KantanSim.Transactions;

namespace KantanSim.Tests.Gateway;

/// <summary>A simulator with one payment and one contract, which no refused call may change.</summary>
public sealed class UnchangedSimulated : IAsyncLifetime
{
    readonly Dictionary<bool, TestOrder> registered = [];

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Simulated = await SimulatorFixture.Start();
        registered[false] = await Simulated.RegisterPayment("UNCHANGED-1");
        registered[true] = await Simulated.RegisterContract("UNCHANGED-2");
    }

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();

    internal TestOrder OrderFor(Operation operation) =>
        operation is RegistrationOperation ? new("NEVER-1", "", "") : registered[operation.IsOfContracts()];

    /// <summary>All transactions without their timelines, as JSON.</summary>
    internal async Task<string> Transactions() =>
        (await Simulated.CallApi(HttpMethod.Get, "/transactions"))["body"]!.ToJsonString();
}

/// <summary>
/// The fields of every operation. A missing or wrong value is answered with its code, all codes together, in order.
/// </summary>
public sealed class EveryFieldTests(UnchangedSimulated unchanged) : IClassFixture<UnchangedSimulated>
{
    // Further codes of a wrong value, which are not the field's own: what it names does not exist.
    static readonly ErrorCode[] Consequences = [GatewayErrors.OrderUnknown, GatewayErrors.PayTypeUnknown, GatewayErrors.TransactionUnknown];

    public static TheoryData<string, string, string, string> WrongValues =>
        [.. EveryOperation.All.SelectMany(operation => operation.Rules().SelectMany(rule => WrongValuesOf(operation, rule)))];

    static IEnumerable<(string Api, string Field, string Code, string Value)> WrongValuesOf(Operation operation, FieldRule rule)
    {
        foreach (var check in rule.Checks)
            foreach (var value in BadValues.For(check.Error)) yield return (operation.Api, rule.Name, check.Error.Info, value);
        if (rule.MissingError is { } missing) yield return (operation.Api, rule.Name, missing.Info, "");
    }

    public static TheoryData<string> Apis => [.. EveryOperation.All.Select(operation => operation.Api)];

    [Fact]
    public void Every_check_has_a_bad_value()
    {
        var checks = EveryOperation.All.SelectMany(operation => operation.Rules()).SelectMany(rule => rule.Checks);
        Assert.Empty(checks.Where(check => !BadValues.For(check.Error).Any()).Select(check => check.Error));
    }

    const string Access = "ShopID ShopPass AccessID AccessPass OrderID";
    const string Payment = Access + " ClientField1 ClientField2 ClientField3 ClientFieldFlag RetURL ItemName PaymentTermSec";

    [Theory]
    [InlineData("EntryTranRecruit",               "ShopID ShopPass OrderID JobCd Amount Tax")]
    [InlineData("ExecTranRecruit",                Payment)]
    [InlineData("RecruitSales",                   Access)]
    [InlineData("RecruitCancel",                  Access)]
    [InlineData("RecruitChange",                  Access + " Amount Tax")]
    [InlineData("RecruitUpdateAuth",              Access)]
    [InlineData("EntryTranRecruitContinuance",    "ShopID ShopPass OrderID Amount Tax")]
    [InlineData("ExecTranRecruitContinuance",     Payment + " ChargeDay FirstMonthFreeFlag")]
    [InlineData("RecruitContinuanceChange",       Access + " Amount Tax")]
    [InlineData("RecruitContinuanceChargeCancel", Access + " ContinuanceMonth")]
    [InlineData("RecruitContinuanceCancel",       Access)]
    [InlineData("SearchTradeMulti",               "PayType ShopID ShopPass OrderID")]
    public void An_operation_has_the_fields_of_the_protocol(string api, string fields) =>
        Assert.Equal(fields.Split(' '), EveryOperation.Of(api).Fields.Select(rule => rule.Name));

    [Theory, MemberData(nameof(WrongValues))]
    public async Task A_wrong_value_is_answered_with_its_code_and_changes_nothing(string api, string field, string code, string value)
    {
        var operation = EveryOperation.Of(api);
        var before = await unchanged.Transactions();
        var errInfos = await ErrInfos(operation, rule => rule.Name == field ? value : null);
        Assert.Contains(code, errInfos);
        var allowed = operation.Rules().First(rule => rule.Name == field).Codes.Concat(Consequences);
        Assert.Empty(errInfos.Except(allowed.Select(known => known.Info)));
        Assert.Equal(before, await unchanged.Transactions());
    }

    // Only the ShopPass is wrong, so that nothing is done and no other error is answered.
    [Theory, MemberData(nameof(Apis))]
    public async Task Valid_values_are_accepted_and_optional_ones_may_be_missing(string api)
    {
        var operation = EveryOperation.Of(api);
        var allFields = await ErrInfos(operation, rule => rule.Name == "ShopPass" ? "wrong" : null);
        var requiredFields = await ErrInfos(operation, rule => rule.Name == "ShopPass" ? "wrong" : EmptyIfOptional(rule));
        Assert.Equal([GatewayErrors.ShopUnknown.Info], allFields);
        Assert.Equal([GatewayErrors.ShopUnknown.Info], requiredFields);
    }

    static string? EmptyIfOptional(FieldRule rule) => rule.MissingError is null ? "" : null;

    [Theory, MemberData(nameof(Apis))]
    public async Task The_errors_of_all_fields_are_answered_together_in_the_order_of_the_operation(string api)
    {
        var operation = EveryOperation.Of(api);
        var names = (await ErrInfos(operation, Wrong)).Select(code => FieldOf(operation, code)).ToList();
        Assert.Equal([.. FieldsWithErrors(operation).Select(rule => rule.Name), "Version"], names.Distinct());
        Assert.Equal(names.Distinct().Count(), names.Zip(names.Skip(1)).Count(pair => pair.First != pair.Second) + 1);
    }

    [Theory, MemberData(nameof(Apis))]
    public async Task An_unknown_transaction_is_answered_before_later_fields_and_an_unknown_shop_last(string api)
    {
        var operation = EveryOperation.Of(api);
        var errInfos = await ErrInfos(operation, rule => rule.Name switch
        {
            "ShopID" => null,
            "ShopPass" => "wrong",
            "AccessID" or "AccessPass" => new('0', 32),
            _ => Wrong(rule),
        });
        Assert.Equal("M01002002", errInfos[^1]);
        if (operation is UpdateOperation) Assert.Equal("M01058002", errInfos[0]);
        // All but ShopID and ShopPass; one code for AccessID and AccessPass together.
        var fields = FieldsWithErrors(operation).Count() + 1 - (operation is UpdateOperation ? 3 : 2);
        Assert.Equal(fields, errInfos[..^1].Select(code => FieldOf(operation, code)).Distinct().Count());
    }

    // The amounts of an unknown transaction are not checked.
    static IEnumerable<FieldRule> FieldsWithErrors(Operation operation) =>
        operation is UpdateOperation ? operation.Fields.Where(rule => rule.Name is not ("Amount" or "Tax")) : operation.Fields;

    static string Wrong(FieldRule rule) => rule.Checks.SelectMany(check => BadValues.For(check.Error)).First();

    static string FieldOf(Operation operation, string code)
    {
        if (code == GatewayErrors.PayTypeUnknown.Info) return "PayType";
        if (code == GatewayErrors.TransactionUnknown.Info) return "AccessPass";
        return operation.Rules().First(rule => rule.Codes.Any(known => known.Info == code)).Name;
    }

    async Task<string[]> ErrInfos(Operation operation, Func<FieldRule, string?> instead)
    {
        var answer = await unchanged.Simulated.Call(operation.Api, null, operation.Call(unchanged.OrderFor(operation), instead));
        Assert.Equal(["ErrCode", "ErrInfo"], answer.Keys);
        var errInfos = answer["ErrInfo"].Split('|');
        Assert.Equal(errInfos.Select(code => code[..3]), answer["ErrCode"].Split('|'));
        return errInfos;
    }
}
