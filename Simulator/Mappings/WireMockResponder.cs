using KantanSim.Wire;
using WireMock.Server;
using WireMock.Settings;

namespace KantanSim.Mappings;

/// <summary>Answers requests by the loaded mappings with WireMock, in process and without a port.</summary>
internal sealed partial class WireMockResponder : IDisposable
{
    readonly InProcessServer inner;
    readonly WireMockServer server;
    readonly WireMockLog wireMockLog;
    readonly MappingEvaluator evaluator;
    readonly string folder;
    readonly Func<TimeSpan> timeout;
    readonly ILogger log;

    /// <param name="timeout">The timeout of a response, in addition to its mapping's own delay.</param>
    public WireMockResponder(string folder, Func<TimeSpan> timeout, ILogger log)
    {
        this.folder = folder;
        this.timeout = timeout;
        this.log = log;
        Cp932.RegisterEncodingProvider();
        wireMockLog = new(log) { Name = mapping => NameOf(mapping, null) };
        inner = new();
        evaluator = new(log);
        server = WireMockServer.Start(Settings());
    }

    WireMockServerSettings Settings() => new()
    {
        StartAdminInterface = false,
        AllowPartialMapping = false,
        StartTimeout = 60_000, // ms, for a busy machine
        MaxRequestLogCount = 0,
        // A small compressed body may expand to a very large one.
        DisableRequestBodyDecompressing = true,
        FileSystemHandler = new ReadOnlyFileSystemHandler(folder),
        Logger = wireMockLog,
        AdditionalServiceRegistration = inner.Register,
        PreWireMockMiddlewareInit = inner.CaptureHandler,
    };

    /// <summary>Answers a request whose body has been read.</summary>
    /// <param name="answering">Called with the name of the mapping before anything is sent.</param>
    /// <returns>False when no mapping matches; then nothing is sent.</returns>
    public async Task<bool> Answer(HttpContext http, byte[] body, Action<string> answering)
    {
        var detached = DetachedHttpContext.Create(http, body);
        var wireMockDelay = files.Values.Select(file => file.WireMockDelay).DefaultIfEmpty().Max();
        try
        {
            var outcome = await evaluator.Run(() => Evaluate(detached), timeout() + wireMockDelay, http.RequestAborted);
            // If no mapping matches, the caller reads the body again.
            http.Request.Body = new MemoryStream(body, writable: false);
            if (outcome.Mapping is not { } mapping) return false;
            await Task.Delay(DelayOf(mapping), http.RequestAborted);
            var name = NameOf(mapping, outcome.Title);
            answering(name);
            await Send(http, detached, outcome, name);
        }
        catch (TimeoutException)
        {
            await GiveUp(http, answering, $"no mapping has answered within {timeout().TotalSeconds:0.###} s and its own delay");
        }
        catch (TooManyEvaluationsException exception)
        {
            await GiveUp(http, answering, exception.Message);
        }
        return true;
    }

    public void Dispose() => server.Dispose();

    async Task<WireMockLog.RequestOutcome> Evaluate(HttpContext detached)
    {
        var outcome = wireMockLog.Begin();
        await inner.Handler(detached);
        return outcome;
    }

    async Task Send(HttpContext http, HttpContext detached, WireMockLog.RequestOutcome outcome, string name)
    {
        var status = detached.Response.StatusCode;
        var invalidStatus = status is < 200 or > 599 ? $"its StatusCode is {status}; allowed: 200 to 599" : null;
        var failure = outcome.Failure ?? invalidStatus ?? CopyHead(detached, http);
        if (failure is not null) await Fail(http, name, failure);
        else await SendBody(http, (MemoryStream)detached.Response.Body);
    }

    static string? CopyHead(HttpContext detached, HttpContext http)
    {
        try
        {
            DetachedHttpContext.CopyHead(detached.Response, http.Response);
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    static async Task SendBody(HttpContext http, MemoryStream body)
    {
        if (HasNoBody(http.Response.StatusCode)) return;
        if (!HttpMethods.IsHead(http.Request.Method)) http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
    }

    static bool HasNoBody(int status) =>
        status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified;

    Task Fail(HttpContext http, string name, string failure)
    {
        MappingLog.MappingFailed(log, $"{name}: {failure}");
        return SendText(http, StatusCodes.Status500InternalServerError, $"The mapping {name} could not answer: {failure}");
    }

    Task GiveUp(HttpContext http, Action<string> answering, string reason)
    {
        MappingLog.MappingFailed(log, $"{http.Request.Method} {http.Request.Path}: {reason}");
        answering($"(none: {reason})");
        return SendText(http, StatusCodes.Status503ServiceUnavailable, $"The mappings could not answer: {reason}.");
    }

    static Task SendText(HttpContext http, int status, string text)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync($"{text}\n", http.RequestAborted);
    }
}
