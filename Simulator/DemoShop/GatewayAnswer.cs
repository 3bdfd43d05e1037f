using System.Collections.Immutable;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>How a call to the gateway ended: fields, or error codes, or no answer that can be used and why.</summary>
/// <param name="Errors">Every ErrInfo of a refusal, such as <c>M01054004</c>.</param>
/// <param name="Fault">Null when the gateway answered in the protocol's words. Whether it did what was asked is then known.</param>
internal sealed record GatewayAnswer(ImmutableArray<Field> Fields, ImmutableArray<string> Errors, string? Fault)
{
    // A lock, a crowd at the gateway: it did nothing. Or it does not know itself what it did.
    static readonly ImmutableHashSet<string> Passing = ["E82010001", "E92000001", "E92000002", "E91029999"];

    public bool IsSuccess => Fault is null && Errors.IsEmpty;

    /// <summary>Whether the same call may be made again, once it was looked whether it was heard: no answer is no refusal.</summary>
    public bool CanRetry => Fault is not null || Errors.Any(Passing.Contains);

    public string this[string name] => Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? "";

    public CallFailure? TroubleWith(string api) => IsSuccess ? null : new(api, Errors, Fault ?? "");

    public static GatewayAnswer Unusable(string fault) => new([], [], fault);

    /// <param name="needed">Fields without which the answer is of no use.</param>
    public static GatewayAnswer Read(ReadOnlySpan<byte> body, params ReadOnlySpan<string> needed)
    {
        var answer = new GatewayAnswer([.. ResponseBody.Read(body).Select(field => new Field(field.Key, field.Value))], [], null);
        answer = answer with { Errors = [.. answer["ErrInfo"].Split('|', StringSplitOptions.RemoveEmptyEntries)] };
        if (!answer.IsSuccess) return answer;
        foreach (var name in needed)
            if (answer[name].Length == 0) return Unusable($"the answer has no {name}: {Cp932.Decode(body[..Math.Min(body.Length, 200)])}");
        return answer;
    }
}
