using KantanSim.Protocol;

namespace KantanSim.Methods;

/// <summary>All operations of the gateway: those of the payment methods, and the inquiry that they share.</summary>
internal sealed record ProtocolCatalog(PaymentMethods Methods, Operation Search)
{
    public IEnumerable<Operation> Operations => Methods.All.SelectMany(method => method.Operations).Append(Search);
}
