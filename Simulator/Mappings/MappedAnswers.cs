using WireMock.Server;

namespace KantanSim.Mappings;

/// <summary>The mappings that are in force, and WireMock, which answers by them: in this process, without a port of its own.</summary>
internal sealed class MappedAnswers : IDisposable
{
    // What came of each file, so that a file that did not change is not read again and its mappings keep their state.
    Dictionary<string, Taken> files = new(StringComparer.Ordinal);
    readonly InnerServer inner;
    readonly WireMockServer server;
    readonly WireMockTalk talk;
    readonly string folder;
    readonly ILogger log;

    public MappedAnswers(string folder, ILogger log)
    {
        (this.folder, this.log) = (folder, log);
        Wire.Cp932.MakeKnown();
        talk = new(log);
        inner = new();
        server = WireMockServer.Start(new WireMock.Settings.WireMockServerSettings
        {
            StartAdminInterface = false,
            AllowPartialMapping = false,
            StartTimeout = 60_000, // ms; a busy machine takes its time
            MaxRequestLogCount = 0,
            // A small body may unpack to a large one.
            DisableRequestBodyDecompressing = true,
            FileSystemHandler = new BodyFiles(folder),
            Logger = talk,
            AdditionalServiceRegistration = inner.Register,
            PreWireMockMiddlewareInit = inner.Keep,
        });
    }

    /// <summary>How many there are.</summary>
    public int Mappings { get; private set; }

    public IReadOnlyList<MappingFault> Faults { get; private set; } = [];

    /// <summary>Brings the mappings to what the files say now.</summary>
    /// <returns>False when no file has changed.</returns>
    public bool Take(IReadOnlyList<FileInfo> now)
    {
        if (now.Count == files.Count && now.All(file => files.TryGetValue(file.FullName, out var known) && known.Stamp == StampOf(file))) return false;
        var kept = now.Where(file => files.TryGetValue(file.FullName, out var known) && known is { Fault: null } && known.Stamp == StampOf(file))
            .ToDictionary(file => file.FullName, file => files[file.FullName], StringComparer.Ordinal);
        var owners = kept.SelectMany(file => file.Value.Guids.Select(guid => (guid, file.Key))).ToDictionary(pair => pair.guid, pair => pair.Key);
        var taken = new Dictionary<string, Taken>(kept, StringComparer.Ordinal);
        foreach (var file in now.Where(file => !kept.ContainsKey(file.FullName))) taken[file.FullName] = Read(file, owners);
        // What is new answers before what is old is gone: a change leaves no gap.
        foreach (var guid in files.Values.SelectMany(file => file.Guids).Where(guid => !owners.ContainsKey(guid))) server.DeleteMapping(guid);
        files = taken;
        Mappings = owners.Count;
        Faults = [.. now.Select(file => taken[file.FullName].Fault).OfType<MappingFault>()];
        return true;
    }

    /// <summary>Answers a request whose body has been read.</summary>
    /// <returns>What answered it; null when no mapping fits, and then nothing has been said.</returns>
    public async Task<string?> Answer(HttpContext http, byte[] body)
    {
        using var written = new MemoryStream();
        var outside = http.Response.Body;
        var heard = talk.Listen();
        (http.Request.Body, http.Response.Body) = (new MemoryStream(body, writable: false), written);
        try
        {
            await inner.Door(http);
        }
        finally
        {
            (http.Request.Body, http.Response.Body) = (new MemoryStream(body, writable: false), outside);
        }
        if (heard.Mapping is not { } mapping)
        {
            http.Response.Clear();
            return null;
        }
        var name = NameOf(mapping, heard.Title);
        var failure = heard.Failure ?? (http.Response.StatusCode is < 200 or > 599 ? $"its StatusCode is {http.Response.StatusCode}; allowed: 200 to 599" : null);
        if (failure is not null) await Fail(http, name, failure);
        else await Send(http, written);
        return name;
    }

    public void Dispose() => server.Dispose();

    static async Task Send(HttpContext http, MemoryStream written)
    {
        // These statuses have no body.
        if (http.Response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified) return;
        if (!HttpMethods.IsHead(http.Request.Method)) http.Response.ContentLength = written.Length;
        await http.Response.Body.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), http.RequestAborted);
    }

    Task Fail(HttpContext http, string name, string failure)
    {
        Announcements.MappingFailed(log, $"{name}: {failure}");
        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "text/plain;charset=utf-8";
        return http.Response.WriteAsync($"The mapping {name} could not answer: {failure}\n", http.RequestAborted);
    }

    string NameOf(Guid mapping, string? title)
    {
        var file = files.FirstOrDefault(file => file.Value.Guids.Contains(mapping)).Key;
        var name = file is null ? $"{mapping}" : Path.GetRelativePath(folder, file);
        return title is null ? name : $"{name} ({title})";
    }

    Taken Read(FileInfo file, Dictionary<Guid, string> owners)
    {
        var registered = new List<Guid>();
        try
        {
            foreach (var model in MappingFile.Read(file, folder))
            {
                var guid = model.Guid!.Value;
                if (!owners.TryAdd(guid, file.FullName)) throw new FormatException($"the Guid {guid} is already in {Path.GetRelativePath(folder, owners[guid])}");
                registered.Add(guid);
                server.WithMapping(model);
            }
            return new(StampOf(file), registered, null);
        }
        catch (Exception fault)
        {
            // Whatever WireMock throws at what somebody wrote: this file is out, told of by its name, and the others go on.
            foreach (var guid in registered)
            {
                owners.Remove(guid);
                server.DeleteMapping(guid);
            }
            return new(StampOf(file), [], new(Path.GetRelativePath(folder, file.FullName), fault.Message));
        }
    }

    static (DateTime Written, long Length) StampOf(FileInfo file) => (file.LastWriteTimeUtc, file.Exists ? file.Length : -1);

    sealed record Taken((DateTime Written, long Length) Stamp, IReadOnlyList<Guid> Guids, MappingFault? Fault);
}
