using System.Text.Json.Serialization;

namespace KantanSim.Transactions;

/// <summary>What a request says besides its body. Empty strings for what was not sent; secrets are masked.</summary>
/// <param name="Caller">The address that sent it.</param>
/// <param name="UserAgent">The program that sent it.</param>
internal sealed record RequestHead(string ContentType, string ContentEncoding, string Query, string Caller = "", string UserAgent = "")
{
    /// <summary>The content type of a form.</summary>
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>A form without a query string, of an unknown sender.</summary>
    public static readonly RequestHead Usual = new(Form, "", "");

    /// <summary>Whether it is a form without a query string and without an encoding.</summary>
    [JsonIgnore]
    public bool IsUsual => ContentType == Form && ContentEncoding.Length == 0 && Query.Length == 0;
}
