using KantanSim.Transactions;

namespace KantanSim.Methods;

/// <summary>A method's codes for what can be wrong on the browser's way (protocol.md 4, 6.4).</summary>
internal sealed record BrowserErrors
{
    public required ErrorCode AccessIdFormat { get; init; }
    public required ErrorCode Unknown { get; init; }
    public required ErrorCode Tampered { get; init; }
    public required ErrorCode IllegalTransition { get; init; }
    /// <summary>The payment term is over.</summary>
    public required ErrorCode Expired { get; init; }
    /// <summary>The payment failed, or the consumer stopped it.</summary>
    public required ErrorCode Failed { get; init; }
    public required ErrorCode CardRefused { get; init; }
    /// <summary>Gateway and wallet could not speak with each other.</summary>
    public required ErrorCode Unreachable { get; init; }

    public IEnumerable<ErrorCode> All => [AccessIdFormat, Unknown, Tampered, IllegalTransition, Expired, Failed, CardRefused, Unreachable];
}
