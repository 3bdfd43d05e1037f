using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KantanSim.Storage.Transfer;

/// <summary>
/// The export format, JSON lines. The first line is <c>{"format":"kantansim-export","version":1,"secrets":false}</c>. Every other line is
/// one of <c>{"fact":NAME,"value":BASE64}</c>, <c>{"table":NAME,"key":NUMBER or TEXT,"row":{…}}</c>,
/// <c>{"list":NAME,"owner":NUMBER,"items":[{…}, …]}</c> and <c>{"index":NAME,"key":32 hexadecimal digits,"number":NUMBER}</c>.
/// </summary>
internal static class ExportFormat
{
    public const string Name = "kantansim-export";
    public const int Version = 1;

    /// <summary>
    /// The collections that are a <see cref="ListTable{TItem}"/>. Those not named here or in <see cref="Indexes"/> are tables.
    /// </summary>
    public static readonly string[] Lists = ["timeline", "observations", "calls"];

    /// <summary>The collections that are a <see cref="KeyIndex"/>.</summary>
    public static readonly string[] Indexes = ["numbers"];

    /// <summary>Passwords: exported as empty texts unless secrets are requested.</summary>
    public static readonly (string Table, string Property)[] Secrets = [("shops", "ShopPass"), ("members", "Password")];

    /// <summary>URLs: exported without user name and password unless secrets are requested.</summary>
    public static readonly (string Table, string Property)[] Urls = [("shops", "NotifyUrl")];

    // Japanese text is not escaped.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(JsonObject line) => line.ToJsonString(Readable);
}
