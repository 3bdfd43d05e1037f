using System.Collections.Immutable;
using KantanSim.Check.Files;

namespace KantanSim.Check.Adapters;

/// <summary>Drives a shop as its file says.</summary>
internal interface IShopDoor
{
    /// <summary>Does something at the shop.</summary>
    /// <exception cref="AdapterException">The step cannot be done as the file says, or what it keeps is not in the answer.</exception>
    /// <exception cref="ShopNotReachedException">Nothing answers.</exception>
    Task<StepResult> Run(ShopStep step, StepVariables variables, CancellationToken cancel);

    /// <summary>Reads the state of an order.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    Task<OrderReading> Read(OrderReader reader, StepVariables variables, CancellationToken cancel);
}

/// <summary>The values of <c>{{name}}</c> in the file, by name.</summary>
internal sealed record StepVariables(ImmutableDictionary<string, string> Values)
{
    public static StepVariables Empty { get; } = new(ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));

    public StepVariables With(string name, string value) => new(Values.SetItem(name, value));

    public StepVariables With(IEnumerable<KeyValuePair<string, string>> values) => new(Values.SetItems(values));
}

/// <summary>What the shop answered to a step.</summary>
/// <param name="IsRefused">HTTP 4xx or 5xx, or an exit code other than 0.</param>
/// <param name="Sent">The request as a curl command, the command line, or the lines of the browser; secrets masked.</param>
/// <param name="Answer">The status and the beginning of the answer, in one line.</param>
/// <param name="Kept">What the step keeps, by name; empty when it is refused.</param>
internal sealed record StepResult(bool IsRefused, string Sent, string Answer, ImmutableDictionary<string, string> Kept);

/// <summary>The state of an order, as the shop tells it.</summary>
/// <param name="Word">The shop's own word.</param>
/// <param name="Shipped">How often it was shipped; null: the file does not say how to read it.</param>
/// <param name="Amount">What the shop takes for paid, in yen; null: the file does not say how to read it.</param>
internal sealed record OrderReading(OrderState State, string Word, int? Shipped, long? Amount)
{
    /// <summary>Whether the shop treats the order as paid.</summary>
    public bool IsPaid => State is OrderState.Paid or OrderState.Shipped;
}

/// <summary>The shop's adapter failed: what the file says does not fit the shop.</summary>
internal sealed class AdapterException(string message) : Exception(message)
{
    /// <summary>
    /// Whether the shop answered without refusing, but what was to be kept or read is not in the answer. A shop that shows an error page
    /// with HTTP 200 looks so, too.
    /// </summary>
    public bool IsValueMissing { get; init; }
}

/// <summary>The shop was not reached.</summary>
internal sealed class ShopNotReachedException(string message) : Exception(message);
