using KantanSim.Protocol;
using KantanSim.Wire;

namespace KantanSim.DemoMerchant;

/// <summary>Forms that come from the gateway, by its server or through the browser: percent-encoded CP932.</summary>
internal static class Received
{
    /// <summary>The longest form that is read, in bytes.</summary>
    public const int LongestBody = 65_536;

    /// <summary>The form, or null when it is too long.</summary>
    public static async Task<Request?> Read(HttpRequest request)
    {
        if (request.ContentLength > LongestBody) return null;
        using var body = new MemoryStream();
        var buffer = new byte[8_192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > LongestBody) return null;
            body.Write(buffer, 0, read);
        }
        return new(FormBody.Read(body.GetBuffer().AsSpan(0, (int)body.Length)));
    }
}
