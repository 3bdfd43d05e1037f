using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>The payment methods that are installed, by name, PayType, start API and operation.</summary>
internal sealed class PaymentMethods(params IReadOnlyList<PaymentMethod> all)
{
    readonly Dictionary<string, PaymentMethod> byName = all.ToDictionary(method => method.Name);
    readonly Dictionary<string, PaymentMethod> byPayType = all.ToDictionary(method => method.PayType);
    readonly Dictionary<string, PaymentMethod> byStartApi = all.ToDictionary(method => method.StartApi);
    readonly Dictionary<string, (PaymentMethod, Operation)> byApi = all
        .SelectMany(method => method.Operations.Select(operation => (method, operation)))
        .ToDictionary(pair => pair.operation.Api);

    public IReadOnlyList<PaymentMethod> All => all;

    public IEnumerable<string> Apis => byApi.Keys;

    /// <summary>The codes that the methods send, whether the catalogue has them or not.</summary>
    public IEnumerable<ErrorCode> Errors => all.SelectMany(method =>
        method.BrowserErrors.All.Concat(method.Operations.SelectMany(operation => operation.Refusals)));

    public PaymentMethod Of(Transaction transaction) => byName[transaction.Method];

    public PaymentMethod? FindByPayType(string payType) => byPayType.GetValueOrDefault(payType);

    public PaymentMethod? FindByStartApi(string api) => byStartApi.GetValueOrDefault(api);

    public (PaymentMethod Method, Operation Operation)? FindOperation(string api) =>
        byApi.TryGetValue(api, out var found) ? found : null;
}
