using System.Buffers;
using System.Net.Http.Headers;

namespace KantanSim.Merchants;

/// <summary>A merchant server's answer.</summary>
/// <param name="Body">
/// The first <see cref="MerchantClient.MaxResponseBytes"/> bytes, decoded: as <see cref="MerchantText"/> finds the charset.
/// </param>
internal sealed record MerchantResponse(int HttpStatus, string Body)
{
    /// <summary>The <c>Location</c> header.</summary>
    public string? Location { get; init; }
    /// <summary>The <c>WWW-Authenticate</c> header; of several, the one for Basic.</summary>
    public string? Challenge { get; init; }
    /// <summary>Whether the request had the user and password of the URL.</summary>
    public bool HadCredentials { get; init; }
    /// <summary>The encoding of the byte order mark at the beginning of the body, or null.</summary>
    public string? ByteOrderMark { get; init; }

    public static async Task<MerchantResponse> Read(HttpResponseMessage response, bool hadCredentials, CancellationToken cancel)
    {
        var (body, mark) = await ReadBody(response, cancel);
        return new((int)response.StatusCode, body)
        {
            ByteOrderMark = mark,
            Location = LocationIn(response.Headers),
            Challenge = ChallengeIn(response.Headers),
            HadCredentials = hadCredentials,
        };
    }

    static string? LocationIn(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("Location", out var values) ? values.First() : null;

    static string? ChallengeIn(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("WWW-Authenticate", out var values)) return null;
        return values.FirstOrDefault(value => value.StartsWith("Basic", StringComparison.OrdinalIgnoreCase)) ?? values.First();
    }

    static async Task<(string Body, string? ByteOrderMark)> ReadBody(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = ArrayPool<byte>.Shared.Rent(MerchantClient.MaxResponseBytes);
        try
        {
            var buffer = bytes.AsMemory(0, MerchantClient.MaxResponseBytes);
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
            var text = MerchantText.Decode(response.Content.Headers.ContentType?.CharSet, bytes.AsSpan(0, length));
            return (text, MarkOf(bytes.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    static string? MarkOf(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "UTF-8",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ => null,
    };
}
