using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace KantanSim.Advice;

/// <summary>The stored findings about a payment. A payment without findings that need not be judged again has none.</summary>
internal sealed record PaymentAdvice
{
    /// <summary>The number of the transaction.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long Number { get; init; }
    public required string AccessId { get; init; }
    public required string ShopId { get; init; }
    public required string OrderId { get; init; }
    public ImmutableArray<Finding> Findings { get; init; } = [];
    /// <summary>The time on the shop's clock at which it is judged again although nothing happens; null for never.</summary>
    public DateTimeOffset? JudgeAt { get; init; }
}

/// <summary>The stored findings about a shop's calls that belong to no payment.</summary>
/// <param name="ShopId">Empty for calls that name no shop.</param>
internal sealed record ShopAdvice(string ShopId, ImmutableArray<Finding> Findings);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PaymentAdvice))]
[JsonSerializable(typeof(ShopAdvice))]
[JsonSerializable(typeof(AdviceState))]
[JsonSerializable(typeof(ShopDeclaration))]
internal sealed partial class AdviceJson : JsonSerializerContext;

/// <summary>Written at a stop that left nothing to judge.</summary>
internal sealed record AdviceState
{
    /// <summary>The key of the only row.</summary>
    public const string Key = "state";

    public bool IsComplete { get; init; }
}
