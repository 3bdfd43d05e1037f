using System.Buffers;

namespace KantanSim.Web;

/// <summary>A request's body as it came, in bytes.</summary>
internal static class RequestBody
{
    /// <returns>Null when it is longer than so many bytes.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, long longest)
    {
        if (request.ContentLength > longest) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            var isTooLong = read.Buffer.Length > longest;
            var body = read.IsCompleted && !isTooLong ? read.Buffer.ToArray() : null;
            request.BodyReader.AdvanceTo(body is null ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (body is not null || isTooLong) return body;
        }
    }
}
