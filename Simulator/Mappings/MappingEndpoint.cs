using System.Diagnostics;
using KantanSim.Clocks;
using KantanSim.Configuration;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Web;

namespace KantanSim.Mappings;

/// <summary>Answers requests to unmodelled paths from the mapping files.</summary>
internal sealed class MappingEndpoint(
    MappingWatcher mappings, ExchangeLog traffic, Func<Redactor> redactors, ShopClocks clocks, RealTime time)
{
    /// <summary>The maximum size of a request body, in bytes.</summary>
    public const int MaxBodyBytes = ServerLimits.MaxBodyBytes;

    static readonly string TooLarge = $"body is larger than {MaxBodyBytes:N0} bytes, the limit for mappings";

    /// <returns>False when no mapping matches: the request is unchanged and no response has been written.</returns>
    public async Task<bool> Answer(HttpContext http)
    {
        if (mappings.Current is not { } responder) return false;
        var startTimestamp = Stopwatch.GetTimestamp();
        if (await RequestBody.Read(http.Request, MaxBodyBytes) is not { } body)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            Record(http, startTimestamp, $"the {TooLarge}");
            await WriteTooLarge(http);
            return true;
        }
        var record = Once(mapping => Record(http, startTimestamp, $"answered by the mapping {mapping}"));
        string? name = null;
        // Recorded before the response is sent: a client that has it finds the call on the page of calls.
        http.Response.OnStarting(() =>
        {
            if (name is not null) record(name);
            return Task.CompletedTask;
        });
        if (!await responder.Answer(http, body, mapping => name = mapping)) return false;
        record(name!);
        return true;
    }

    static Action<string> Once(Action<string> action)
    {
        var isDone = false;
        return text =>
        {
            if (isDone) return;
            action(text);
            isDone = true;
        };
    }

    // Bodies are not stored, because it is unknown which of their fields are secret.
    void Record(HttpContext http, long startTimestamp, string note) => traffic.Add(new()
    {
        Kind = ObservedKind.Other,
        At = clocks.Common.GetUtcNow(),
        RealAt = time.Now,
        Milliseconds = Stopwatch.GetElapsedTime(startTimestamp).TotalMilliseconds,
        Api = redactors().MaskText(http.Request.Path),
        Verb = http.Request.Method,
        HttpStatus = http.Response.StatusCode,
        Notes = [new(note)],
    });

    static Task WriteTooLarge(HttpContext http)
    {
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync($"The {TooLarge}.\n", http.RequestAborted);
    }
}
