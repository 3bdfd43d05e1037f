using System.Collections.Immutable;
using System.Text.Json.Serialization;
using KantanSim.Wire;

namespace KantanSim.DemoShop;

/// <summary>A field of the gateway's answer.</summary>
internal sealed record Field(string Name, string Value);

/// <summary>A call that the gateway refused, with every ErrInfo, or that had no usable answer, with the reason.</summary>
internal sealed record CallFailure(string Api, ImmutableArray<string> Errors, string Fault)
{
    /// <summary>Whether the call can succeed when it is repeated.</summary>
    [JsonIgnore]
    public bool CanRetry => Fault.Length > 0 || ErrorKinds.HasTransient(Errors);
}

/// <summary>The outcome of a gateway call: fields, or error codes, or the reason why there is no usable answer.</summary>
/// <param name="Errors">Every ErrInfo of a refusal, such as <c>M01054004</c>.</param>
/// <param name="Fault">Null when the answer is usable. Otherwise it is unknown whether the gateway executed the call.</param>
internal sealed record GatewayAnswer(ImmutableArray<Field> Fields, ImmutableArray<string> Errors, string? Fault)
{
    public bool IsSuccess => Fault is null && Errors.IsEmpty;

    /// <summary>
    /// Whether the same call may be repeated, after an inquiry has shown that it was not executed. A missing answer is not a refusal.
    /// </summary>
    public bool CanRetry => Fault is not null || ErrorKinds.HasTransient(Errors);

    public string this[string name] =>
        Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value ?? "";

    /// <summary>The failure to show for a call; null when it succeeded.</summary>
    public CallFailure? ToFailure(string api) => IsSuccess ? null : new(api, Errors, Fault ?? "");

    public static GatewayAnswer Unusable(string fault) => new([], [], fault);

    /// <summary>Parses the body of an HTTP 200 answer.</summary>
    /// <param name="required">A successful answer without one of these fields is unusable.</param>
    public static GatewayAnswer Read(ReadOnlySpan<byte> body, params ReadOnlySpan<string> required)
    {
        var answer = new GatewayAnswer([.. ResponseBody.Read(body).Select(field => new Field(field.Key, field.Value))], [], null);
        answer = answer with { Errors = [.. answer["ErrInfo"].Split('|', StringSplitOptions.RemoveEmptyEntries)] };
        if (!answer.IsSuccess) return answer;
        foreach (var name in required)
            if (answer[name].Length == 0) return Unusable($"the answer has no {name}: {Excerpt(body)}");
        return answer;
    }

    static string Excerpt(ReadOnlySpan<byte> body) => Cp932.Decode(body[..Math.Min(body.Length, 200)]);
}
