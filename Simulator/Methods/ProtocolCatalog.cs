using KantanSim.Protocol;

namespace KantanSim.Methods;

/// <summary>All that the gateway speaks: the operations of each method, and the one that tells of any method's transactions.</summary>
internal sealed record ProtocolCatalog(PaymentMethods Methods, Operation Search)
{
    public IEnumerable<Operation> Operations => Methods.All.SelectMany(method => method.Operations).Append(Search);

    public Operation? Find(string api) => api == Search.Api ? Search : Methods.FindOperation(api)?.Operation;
}
