using System.Text;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Operations;

/// <summary>
/// Writes a message as a curl command. It contains no secrets: the shell takes them from the variables SHOP_PASS, ACCESS_PASS and TOKEN.
/// </summary>
internal static class CurlCommand
{
    static readonly Dictionary<string, string> Variables = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ShopPass"] = "SHOP_PASS",
        ["AccessPass"] = "ACCESS_PASS",
        ["Token"] = "TOKEN",
    };

    /// <summary>The command; empty for a message that is not a request to the gateway.</summary>
    /// <param name="gateway">The base of the gateway's URLs.</param>
    public static string Of(TimelineEntry entry, string api, string gateway)
    {
        if (entry is not { Request: { Count: > 0 } request, To: Party.Gateway }) return "";
        return entry.From switch
        {
            Party.Merchant => Command($"{gateway}/payment/{api}.idPass", request, masked: true),
            Party.Consumer => Command($"{gateway}/payment/{api.TrimEnd(':')}.idPass", request, masked: true),
            _ => "",
        };
    }

    /// <param name="masked">
    /// Whether the fields have stars in place of secrets, so that variables replace them. A notification is sent with stars.
    /// </param>
    public static string Command(string url, IEnumerable<KeyValuePair<string, string>> fields, bool masked) =>
        $"curl {Quote(url)} --data-raw '{string.Join('&', fields.Select(field => Pair(field, masked)))}'";

    // It is inside single quotes, which a variable interrupts. A percent-encoded pair contains no quote.
    static string Pair(KeyValuePair<string, string> field, bool masked)
    {
        if (masked && field.Value.Length > 0 && Variables.TryGetValue(field.Key, out var variable)) return $"{field.Key}='\"${variable}\"'";
        return Encoding.ASCII.GetString(FormBody.Write([field]));
    }

    /// <summary>A text in single quotes for a POSIX shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
