namespace KantanSim.Check.Files;

/// <summary>URLs that requests can be sent to.</summary>
internal static class AbsoluteUrl
{
    public const string What = "http or https URL such as http://127.0.0.1:3000/orders";

    public static bool Is(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0;

    /// <summary>Whether it is the address of a server: paths can be appended.</summary>
    public static bool IsBase(string text) =>
        Is(text) && new Uri(text) is { Query: "", Fragment: "", UserInfo: "" };
}
