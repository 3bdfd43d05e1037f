using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using KantanSim.Wire;

namespace KantanSim.Merchants;

/// <summary>What a merchant's server answered.</summary>
internal sealed record MerchantResponse(int HttpStatus, string Body)
{
    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; init; }
    /// <summary>The value of <c>WWW-Authenticate</c>.</summary>
    public string? Challenge { get; init; }
    /// <summary>User and password of the URL were sent.</summary>
    public bool HadUser { get; init; }
    /// <summary>The encoding whose byte order mark the body begins with, or null.</summary>
    public string? ByteOrderMark { get; init; }

    public static async Task<MerchantResponse> Read(HttpResponseMessage response, bool hadUser, CancellationToken cancel)
    {
        var (body, mark) = await Beginning(response, cancel);
        return new((int)response.StatusCode, body)
        {
            ByteOrderMark = mark,
            Location = LocationIn(response.Headers),
            Challenge = ChallengeIn(response.Headers),
            HadUser = hadUser,
        };
    }

    static string? LocationIn(HttpResponseHeaders headers) =>
        headers.NonValidated.TryGetValues("Location", out var values) ? values.First() : null;

    // Of several the one that can be met.
    static string? ChallengeIn(HttpResponseHeaders headers) => !headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? null
        : values.FirstOrDefault(value => value.StartsWith("Basic", StringComparison.OrdinalIgnoreCase)) ?? values.First();

    static async Task<(string Body, string? ByteOrderMark)> Beginning(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var bytes = ArrayPool<byte>.Shared.Rent(MerchantClient.AnswerBytes);
        try
        {
            var room = bytes.AsMemory(0, MerchantClient.AnswerBytes);
            var length = await body.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancel);
            return (Text(response.Content.Headers.ContentType, bytes.AsSpan(0, length)), MarkOf(bytes.AsSpan(0, length)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    static string Text(MediaTypeHeaderValue? type, ReadOnlySpan<byte> body) =>
        type?.CharSet?.Contains("utf-8", StringComparison.OrdinalIgnoreCase) == true ? Encoding.UTF8.GetString(body) : Cp932.Decode(body);

    static string? MarkOf(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "UTF-8",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ => null,
    };
}
