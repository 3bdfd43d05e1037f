using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>A method's codes for errors that occur while the browser visits the gateway and the wallet.</summary>
internal sealed record BrowserErrors
{
    public required ErrorCode AccessIdFormat { get; init; }
    public required ErrorCode Unknown { get; init; }
    public required ErrorCode Tampered { get; init; }
    public required ErrorCode IllegalTransition { get; init; }
    /// <summary>The payment term has expired.</summary>
    public required ErrorCode Expired { get; init; }
    /// <summary>The payment failed or was cancelled by the consumer.</summary>
    public required ErrorCode Failed { get; init; }
    public required ErrorCode CardRefused { get; init; }
    /// <summary>The gateway could not reach the wallet, or the wallet the gateway.</summary>
    public required ErrorCode Unreachable { get; init; }

    public IEnumerable<ErrorCode> All => [AccessIdFormat, Unknown, Tampered, IllegalTransition, Expired, Failed, CardRefused, Unreachable];
}
