using System.Buffers;

namespace KantanSim.Web;

/// <summary>Reads a request's body as raw bytes.</summary>
internal static class RequestBody
{
    /// <param name="maxBytes">Maximum length. Reading stops above it.</param>
    /// <returns>Null when the body is longer.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            var isTooLong = read.Buffer.Length > maxBytes;
            var body = read.IsCompleted && !isTooLong ? read.Buffer.ToArray() : null;
            request.BodyReader.AdvanceTo(body is null ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (body is not null || isTooLong) return body;
        }
    }
}
