using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KantanSim.Storage.Transfer;

/// <summary>
/// Lines of JSON. The first: <c>{"format":"kantansim-export","version":1,"secrets":false}</c>. Then one each of
/// <c>{"fact":NAME,"value":BASE64}</c>, <c>{"table":NAME,"key":NUMBER or TEXT,"row":{…}}</c>, <c>{"list":NAME,"owner":NUMBER,"items":[{…}, …]}</c> and
/// <c>{"index":NAME,"key":32 hexadecimal digits,"number":NUMBER}</c>.
/// </summary>
internal static class ExportFormat
{
    public const string Name = "kantansim-export";
    public const int Version = 1;

    /// <summary>The lists and the index of a database; its other collections are tables.</summary>
    public static readonly string[] Lists = ["timeline"];

    public static readonly string[] Indexes = ["numbers"];

    /// <summary>Values that are left out unless they are asked for.</summary>
    public static readonly (string Table, string Property)[] Secrets = [("shops", "ShopPass"), ("members", "Password")];

    /// <summary>URLs in which a user's password may stand.</summary>
    public static readonly (string Table, string Property)[] Urls = [("shops", "NotifyUrl")];

    // Japanese stands there as itself.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(JsonObject line) => line.ToJsonString(Readable);
}
