using KantanSim.Gateway;
using KantanSim.Methods;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Gateway;

/// <summary>The operations of both methods and SearchTradeMulti, each with a call whose fields are valid.</summary>
internal static class EveryOperation
{
    static readonly PaymentMethods Methods = CompositionRoot.Methods();

    public static IReadOnlyList<Operation> All { get; } = [.. Methods.All.SelectMany(method => method.Operations), Search.Operation];

    public static Operation Of(string api) => All.First(operation => operation.Api == api);

    /// <summary>The operation's fields, and Version, which every call may have.</summary>
    public static IEnumerable<FieldRule> Rules(this Operation operation) => [.. operation.Fields, CommonFields.Version];

    public static bool IsOfContracts(this Operation operation) => Methods.FindOperation(operation.Api)?.Method.PayType == "25";

    /// <summary>An order that the operation can be called for: a new one for a registration, else a registered one.</summary>
    public static async Task<TestOrder> OrderFor(this Operation operation, SimulatorFixture simulated, string orderId)
    {
        if (operation is RegistrationOperation) return new(orderId, "", "");
        return operation.IsOfContracts() ? await simulated.RegisterContract(orderId) : await simulated.RegisterPayment(orderId);
    }

    /// <summary>All fields, with the order's own values or the rules' examples; some replaced.</summary>
    public static (string Name, string Value)[] Call(this Operation operation, TestOrder order, Func<FieldRule, string?>? instead = null) =>
        [.. operation.Rules().Select(rule => (rule.Name, instead?.Invoke(rule) ?? ValueOf(order, rule.Name) ?? rule.Example))];

    static string? ValueOf(TestOrder order, string name) => order.Fields.FirstOrDefault(field => field.Name == name).Value;
}
