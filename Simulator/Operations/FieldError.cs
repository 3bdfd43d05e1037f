using System.Text.Json.Serialization;

namespace KantanSim.Operations;

/// <summary>An invalid part of a request: its name, its value, and what is allowed.</summary>
/// <param name="Field">A parameter or a member of the body, such as <c>cards[0].label</c>.</param>
/// <param name="Value">Null when it is missing.</param>
internal sealed record FieldError(string Field, string? Value, string Allowed)
{
    /// <summary>What is allowed, in Japanese; the English text where there is no Japanese one.</summary>
    [JsonIgnore]
    public string AllowedJa { get; init; } = Allowed;

    /// <summary>As a sentence in both languages; the English one without a full stop.</summary>
    public (string En, string Ja) Describe() => Value is null
        ? ($"{Field} is missing; allowed: {Allowed}", $"{Field} がありません。指定できる値：{AllowedJa}。")
        : ($"{Field} is \"{Value}\"; allowed: {Allowed}", $"{Field} に「{Value}」は指定できません。指定できる値：{AllowedJa}。");
}
