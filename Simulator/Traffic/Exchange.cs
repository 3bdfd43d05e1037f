using System.Text;
using System.Text.Json.Serialization;
using KantanSim.Transactions;

namespace KantanSim.Traffic;

/// <summary>An observation with the bodies of the request and of the response. Secrets are masked.</summary>
internal sealed record Exchange : Observation
{
    /// <summary>The body of the request.</summary>
    public RedactedBody Body { get; init; } = RedactedBody.Empty;

    /// <summary>The body of the response; null when a scenario withheld it, or when no API has answered.</summary>
    public byte[]? RawAnswer { get; init; }

    /// <summary>The length of the request's body in bytes, before its secrets were masked; null when it is not known.</summary>
    public int? RequestBytes { get; init; }

    /// <summary>The length of the response's body in bytes, before its secrets were masked; null when it is not known.</summary>
    public int? AnswerBytes { get; init; }

    /// <summary>Whether KantanSim itself has made the call in the shop's place. Then it is not observed of a payment.</summary>
    public bool IsPlayed { get; init; }

    /// <summary>Whether it is a request to the gateway, and not a post of the gateway to a merchant.</summary>
    [JsonIgnore]
    public bool IsReceived => Kind is not (ObservedKind.ReturnPost or ObservedKind.ConnectivityTest);

    /// <summary>The size of both bodies in bytes.</summary>
    [JsonIgnore]
    public int BodyBytes => Body.Bytes.Length + (RawAnswer?.Length ?? 0);

    /// <summary>The fields of the request, or what its body is instead of a form.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> ShownRequest => Body.About is null
        ? Request
        : new Dictionary<string, string> { ["(body)"] = Body.IsShown ? $"{Body.About}:\n{Text}" : Body.About };

    string Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(Body.Bytes);
            if (text.Length <= BodyFormatter.Shown) return text;
            return $"{text[..BodyFormatter.Shown]} … {text.Length - BodyFormatter.Shown} more characters";
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Exchange))]
[JsonSerializable(typeof(LastCall))]
internal sealed partial class TrafficJson : JsonSerializerContext;
