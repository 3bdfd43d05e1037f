using KantanSim.Configuration;
using WireMock.Server;

namespace KantanSim.Mappings;

/// <summary>The mappings that are in force, and WireMock, which answers by them: in this process, without a port of its own.</summary>
internal sealed class WireMockResponder : IDisposable
{
    // What came of each file, so that a file that did not change is not read again and its mappings keep their state.
    Dictionary<string, LoadedFile> files = new(StringComparer.Ordinal);
    readonly InProcessServer inner;
    readonly WireMockServer server;
    readonly WireMockLog talk;
    readonly MappingEvaluator evaluations;
    readonly string folder;
    readonly Func<TimeSpan> within;
    readonly ILogger log;

    /// <param name="within">How much longer than its own delay an answer may take.</param>
    public WireMockResponder(string folder, Func<TimeSpan> within, ILogger log)
    {
        (this.folder, this.within, this.log) = (folder, within, log);
        KantanSim.Wire.Cp932.RegisterEncodingProvider();
        talk = new(log) { Name = mapping => NameOf(mapping, null) };
        inner = new();
        evaluations = new(log);
        server = WireMockServer.Start(new WireMock.Settings.WireMockServerSettings
        {
            StartAdminInterface = false,
            AllowPartialMapping = false,
            StartTimeout = 60_000, // ms; a busy machine takes its time
            MaxRequestLogCount = 0,
            // A small body may unpack to a large one.
            DisableRequestBodyDecompressing = true,
            FileSystemHandler = new ReadOnlyFileSystemHandler(folder),
            Logger = talk,
            AdditionalServiceRegistration = inner.Register,
            PreWireMockMiddlewareInit = inner.CaptureHandler,
        });
    }

    /// <summary>How many there are.</summary>
    public int Mappings { get; private set; }

    public IReadOnlyList<MappingDiagnostic> Diagnostics { get; private set; } = [];

    /// <summary>Brings the mappings to what the files say now.</summary>
    /// <returns>False when no file has changed.</returns>
    public bool Update(IReadOnlyList<FileInfo> now)
    {
        if (now.Count == files.Count && now.All(file => files.TryGetValue(file.FullName, out var known) && known.Stamp == StampOf(file))) return false;
        var kept = now.Where(file => files.TryGetValue(file.FullName, out var known) && known is { Fault: null } && known.Stamp == StampOf(file))
            .ToDictionary(file => file.FullName, file => files[file.FullName], StringComparer.Ordinal);
        var owners = kept.SelectMany(file => file.Value.Delays.Keys.Select(guid => (guid, file.Key))).ToDictionary(pair => pair.guid, pair => pair.Key);
        var taken = new Dictionary<string, LoadedFile>(kept, StringComparer.Ordinal);
        foreach (var file in now.Where(file => !kept.ContainsKey(file.FullName))) taken[file.FullName] = Read(file, owners);
        // What is new answers before what is old is gone: a change leaves no gap.
        foreach (var guid in files.Values.SelectMany(file => file.Delays.Keys).Where(guid => !owners.ContainsKey(guid))) server.DeleteMapping(guid);
        files = taken;
        Mappings = owners.Count;
        Diagnostics = [.. now.Select(file => taken[file.FullName].Fault).OfType<MappingDiagnostic>()];
        return true;
    }

    /// <summary>Answers a request whose body has been read.</summary>
    /// <param name="answering">Told what answers it, before anything is sent.</param>
    /// <returns>Whether a mapping fits; if none does, nothing is sent.</returns>
    public async Task<bool> Answer(HttpContext http, byte[] body, Action<string> answering)
    {
        var detached = DetachedHttpContext.Create(http, body);
        var kept = files.Values.Select(file => file.KeptDelay).DefaultIfEmpty().Max();
        try
        {
            var heard = await evaluations.Run(() => Evaluate(detached), within() + kept, http.RequestAborted);
            // Whoever answers in the mappings' place may read the body again.
            http.Request.Body = new MemoryStream(body, writable: false);
            if (heard.Mapping is not { } mapping) return false;
            await Task.Delay(DelayOf(mapping), http.RequestAborted);
            var name = NameOf(mapping, heard.Title);
            answering(name);
            await Send(http, detached, heard, name);
        }
        catch (TimeoutException)
        {
            await GiveUp(http, answering, $"no mapping has answered within {within().TotalSeconds:0.###} s and its own delay");
        }
        catch (TooManyEvaluationsException fault)
        {
            await GiveUp(http, answering, fault.Message);
        }
        return true;
    }

    public void Dispose() => server.Dispose();

    async Task<WireMockLog.RequestOutcome> Evaluate(HttpContext detached)
    {
        var heard = talk.Listen();
        await inner.Handler(detached);
        return heard;
    }

    async Task Send(HttpContext http, HttpContext detached, WireMockLog.RequestOutcome heard, string name)
    {
        var status = detached.Response.StatusCode;
        var wrong = status is < 200 or > 599 ? $"its StatusCode is {status}; allowed: 200 to 599" : null;
        var failure = heard.Failure ?? wrong ?? CopyHead(detached, http);
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
        catch (InvalidOperationException fault)
        {
            return fault.Message;
        }
    }

    static async Task SendBody(HttpContext http, MemoryStream written)
    {
        // These statuses have no body.
        if (http.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified) return;
        if (!HttpMethods.IsHead(http.Request.Method)) http.Response.ContentLength = written.Length;
        await http.Response.Body.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), http.RequestAborted);
    }

    Task Fail(HttpContext http, string name, string failure)
    {
        MappingLog.MappingFailed(log, $"{name}: {failure}");
        return Say(http, StatusCodes.Status500InternalServerError, $"The mapping {name} could not answer: {failure}");
    }

    Task GiveUp(HttpContext http, Action<string> answering, string why)
    {
        MappingLog.MappingFailed(log, $"{http.Request.Method} {http.Request.Path}: {why}");
        answering($"(none: {why})");
        return Say(http, StatusCodes.Status503ServiceUnavailable, $"The mappings could not answer: {why}.");
    }

    static Task Say(HttpContext http, int status, string text)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync($"{text}\n", http.RequestAborted);
    }

    TimeSpan DelayOf(Guid mapping) =>
        files.Values.FirstOrDefault(file => file.Delays.ContainsKey(mapping)) is { } file ? file.Delays[mapping].Pick() : TimeSpan.Zero;

    string NameOf(Guid mapping, string? title)
    {
        var file = files.FirstOrDefault(file => file.Value.Delays.ContainsKey(mapping)).Key;
        var name = file is null ? $"{mapping}" : Path.GetRelativePath(folder, file);
        return title is null ? name : $"{name} ({title})";
    }

    LoadedFile Read(FileInfo file, Dictionary<Guid, string> owners)
    {
        var registered = new Dictionary<Guid, MappingDelay>();
        var kept = TimeSpan.Zero;
        try
        {
            foreach (var model in MappingFile.Read(file, folder))
            {
                var guid = model.Guid!.Value;
                if (!owners.TryAdd(guid, file.FullName))
                    throw new FormatException($"the Guid {guid} is already in {Path.GetRelativePath(folder, owners[guid])}");
                registered.Add(guid, MappingDelay.None);
                if (MappingDelay.Kept(model) is var own && own > kept) kept = own;
                registered[guid] = MappingDelay.Extract(model);
                server.WithMapping(model);
            }
            foreach (var mapping in server.Mappings.Where(mapping => registered.ContainsKey(mapping.Guid)))
                BoundedMatchers.Apply(mapping, ServerLimits.RegexTimeout);
            return new(StampOf(file), registered, kept, null);
        }
        catch (Exception fault)
        {
            // Whatever WireMock throws at what somebody wrote: this file is out, told of by its name, and the others go on.
            foreach (var guid in registered.Keys)
            {
                owners.Remove(guid);
                server.DeleteMapping(guid);
            }
            return new(StampOf(file), [], TimeSpan.Zero, new(Path.GetRelativePath(folder, file.FullName), fault.Message));
        }
    }

    static (DateTime Written, long Length) StampOf(FileInfo file) => (file.LastWriteTimeUtc, file.Exists ? file.Length : -1);

    /// <param name="Delays">Each mapping of the file with the delay that was taken from it.</param>
    /// <param name="KeptDelay">The longest delay that was left to WireMock.</param>
    sealed record LoadedFile((DateTime Written, long Length) Stamp, Dictionary<Guid, MappingDelay> Delays, TimeSpan KeptDelay, MappingDiagnostic? Fault);
}
