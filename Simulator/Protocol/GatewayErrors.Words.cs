#pragma warning disable format // aligned tables
namespace KantanSim.Protocol;

/// <content>Words for the codes that scenarios use most.</content>
internal static partial class GatewayErrors
{
    /// <summary>Words that a scenario file may use in place of a code.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Words =
    [
        new("maintenance",        "RC2000104"),
        new("wallet-unreachable", "RC2000002"),
        new("wallet-error",       "RC2009999"),
        new("card-refused",       "RC1000112"),
        new("payment-failed",     "RC1000009"),
        new("payment-expired",    "RC1000002"),
        new("system-error",       "E91099999"),
        new("outcome-unknown",    "E91029999"),
        new("too-many-calls",     "E92000001"),
        new("locked",             "E82010001"),
        new("method-disabled",    "E61020001"),
        new("auth-expired",       "M01060010"),
        new("charge-failed",      "RC3000113"),
    ];

    static readonly Dictionary<string, string> WordByInfo =
        Words.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The word for a code; empty when it has none.</summary>
    public static string WordFor(string info) => WordByInfo.GetValueOrDefault(info, "");
}
