using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Admin.Pages;

/// <summary>A message as a command for a shell. Secrets are not in it: they are taken from SHOP_PASS, ACCESS_PASS and TOKEN.</summary>
internal static class CurlCommand
{
    static readonly Dictionary<string, string> Variables = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ShopPass"] = "SHOP_PASS",
        ["AccessPass"] = "ACCESS_PASS",
        ["Token"] = "TOKEN",
    };

    /// <summary>The command, or an empty text for what is no HTTP request of one server to another.</summary>
    public static string Of(TimelineEntry line, string api, string gateway) => line switch
    {
        { Request: not { Count: > 0 } } => "",
        { From: Party.Merchant, To: Party.Gateway } => Command($"{gateway}/payment/{api}.idPass", line.Request, masked: true),
        { From: Party.Consumer, To: Party.Gateway } => Command($"{gateway}/payment/{api.TrimEnd(':')}.idPass", line.Request, masked: true),
        _ => "",
    };

    /// <param name="masked">Whether the values of secrets are masked and are to come from the shell; a notification says stars itself.</param>
    public static string Command(string url, IEnumerable<KeyValuePair<string, string>> fields, bool masked) =>
        $"curl {Quoted(url)} --data-raw {string.Join('&', fields.Select(field => Pair(field, masked)))}";

    // The body is percent-encoded: nothing in it means anything to a shell between quotes.
    static string Pair(KeyValuePair<string, string> field, bool masked) =>
        masked && Variables.TryGetValue(field.Key, out var variable) && field.Value.Length > 0 ? $"{field.Key}=\"${variable}\""
            : $"'{System.Text.Encoding.ASCII.GetString(FormBody.Write([field]))}'";

    /// <summary>A text between quotes, in which nothing means anything to a shell.</summary>
    public static string Quoted(string url) => $"'{url.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
