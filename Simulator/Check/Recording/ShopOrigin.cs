using System.Text;
using System.Text.RegularExpressions;

namespace KantanSim.Check.Recording;

/// <summary>The address of the shop, and that of the proxy before it. Each appears in texts that pass the proxy.</summary>
internal sealed partial class ShopOrigin(Uri shop)
{
    /// <summary>Scheme, host and port of the shop.</summary>
    public string Shop { get; } = shop.GetLeftPart(UriPartial.Authority);

    /// <summary>The path of the shop's base URL.</summary>
    public string Path { get; } = shop.AbsolutePath;

    /// <summary>Scheme, host and port of the proxy.</summary>
    public string Proxy { get; private set; } = "";

    // The proxy listens on 127.0.0.1; localhost is the same address under the name that a local shop's cookies belong to.
    public void Listens(int port) => Proxy = $"http://{(shop.Host == "localhost" ? "localhost" : "127.0.0.1")}:{port}";

    /// <summary>A header of a request, such as Referer and Origin.</summary>
    public string ToShop(string text) => text.Replace(Proxy, Shop, StringComparison.OrdinalIgnoreCase);

    public string ToProxy(string text) => text.Replace(Shop, Proxy, StringComparison.OrdinalIgnoreCase);

    /// <summary>A page in any encoding that contains ASCII.</summary>
    public byte[] ToProxy(byte[] page) => Encoding.Latin1.GetBytes(ToProxy(Encoding.Latin1.GetString(page)));

    /// <summary>A cookie that a browser accepts from the proxy.</summary>
    public static string Cookie(string cookie) => OtherSite().Replace(cookie, "");

    [GeneratedRegex(@";\s*(domain=[^;]*|secure|samesite=none)(?=;|$)", RegexOptions.IgnoreCase)]
    private static partial Regex OtherSite();
}
