using System.Diagnostics;
using KantanSim.Configuration;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Web;

namespace KantanSim.Mappings;

/// <summary>The door of what KantanSim does not model: a request goes to the mapping files.</summary>
internal sealed class MappingEndpoint(MappingWatcher live, ExchangeLog traffic, Func<Redactor> redactors, TimeProvider clock)
{
    /// <summary>The longest body that a mapping is asked about, in bytes.</summary>
    public const int LongestBody = ServerLimits.MaxBodyBytes;

    static readonly Dictionary<string, string> Nothing = [];

    static readonly string TooLong = $"body is longer than the {LongestBody:N0} bytes that a mapping is asked about";

    /// <returns>False when no mapping fits: the request is as it came and nothing is answered.</returns>
    public async Task<bool> Answer(HttpContext http)
    {
        if (live.Current is not { } mapped) return false;
        var began = Stopwatch.GetTimestamp();
        if (await RequestBody.Read(http.Request, LongestBody) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            Record(http, began, $"the {TooLong}");
            await Refuse(http);
            return true;
        }
        // Before the answer is sent: whoever has it finds it on the page of calls.
        var record = Once(by => Record(http, began, $"answered by the mapping {by}"));
        string? name = null;
        http.Response.OnStarting(() => Task.FromResult(name is null || record(name)));
        if (!await mapped.Answer(http, body, by => name = by)) return false;
        record(name!);
        return true;
    }

    static Func<string, bool> Once(Action<string> act)
    {
        var isDone = false;
        return text =>
        {
            if (!isDone) act(text);
            return isDone = true;
        };
    }

    // Bodies are not kept: nobody here knows which of their fields are secret.
    void Record(HttpContext http, long began, string note) => traffic.Add(new(
        clock.GetUtcNow(), Stopwatch.GetElapsedTime(began).TotalMilliseconds, redactors().MaskText(http.Request.Path),
        http.Request.Method, http.Response.StatusCode, null, null, Nothing, [new(note)], RedactedBody.Empty, null));

    static Task Refuse(HttpContext http)
    {
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync($"The {TooLong}.\n", http.RequestAborted);
    }
}
