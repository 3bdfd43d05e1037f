namespace KantanSim.Scenarios.Files;

/// <summary>An immutable snapshot of the scenarios of one folder, and the diagnostics of its invalid files.</summary>
internal sealed partial class ScenarioLibrary
{
    /// <summary>The maximum depth of subfolders; it also ends cyclic links.</summary>
    public const int MaxFolderDepth = 8;

    readonly Dictionary<string, Scenario> byName;

    // Scenarios of earlier snapshots, for payments that already play one whose file is removed or invalid now.
    IReadOnlyDictionary<string, Scenario> past = new Dictionary<string, Scenario>();

    // The result for each path, so that an unchanged file is not read again.
    IReadOnlyDictionary<string, LoadedFile> files = new Dictionary<string, LoadedFile>();

    /// <param name="folder">The folder that was read.</param>
    /// <param name="scenarios">With unique names; the built-in <c>success</c> is added when it is missing.</param>
    /// <param name="diagnostics">The errors of the invalid files.</param>
    public ScenarioLibrary(string folder, IEnumerable<Scenario> scenarios, IReadOnlyList<Diagnostic> diagnostics)
    {
        Folder = folder;
        Diagnostics = diagnostics;
        byName = scenarios.ToDictionary(scenario => scenario.Name, StringComparer.Ordinal);
        byName.TryAdd(BuiltInScenarios.Success.Name, BuiltInScenarios.Success);
        Scenarios = [.. byName.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal)];
        Matching = [.. Scenarios.Where(scenario => scenario.Match is not null)];
    }

    public string Folder { get; }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>In ordinal order of the files, then by line.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The scenarios that select payments by a match.</summary>
    public IReadOnlyList<Scenario> Matching { get; }

    public IReadOnlyList<string> Names => [.. Scenarios.Select(scenario => scenario.Name)];

    public Scenario? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>
    /// The last valid version of a scenario, even when its file is removed or invalid now: for payments that already play it.
    /// </summary>
    public Scenario? FindIncludingRemoved(string name) => Find(name) ?? past.GetValueOrDefault(name);

    /// <summary>Reads every <c>.yaml</c> and <c>.yml</c> below the folder, except hidden files and folders.</summary>
    /// <param name="previous">An earlier snapshot of the folder; it is returned when nothing has changed.</param>
    public static ScenarioLibrary Load(string folder, KnownSymbols symbols, ScenarioLibrary? previous = null)
    {
        var diagnostics = new List<Diagnostic>();
        var scenarios = new Dictionary<string, (Scenario Scenario, string Path)>(StringComparer.Ordinal);
        var files = new Dictionary<string, LoadedFile>(StringComparer.Ordinal);
        foreach (var path in Paths(folder, diagnostics))
        {
            var file = Read(path, symbols, previous);
            files[path] = file;
            diagnostics.AddRange(file.Result.Diagnostics);
            if (file.Result.Scenario is not { } scenario) continue;
            var complete = scenario with { Folder = Subfolder(folder, path), Yaml = file.Result.Text };
            if (scenarios.TryAdd(scenario.Name, (complete, path))) continue;
            var message = $"\"{scenario.Name}\" is already defined in {scenarios[scenario.Name].Path}, which is used";
            diagnostics.Add(new(path, 1, 1, DiagnosticCode.DuplicateName, message));
        }
        if (previous is not null && previous.IsSame(files, diagnostics)) return previous;
        return new(folder, scenarios.Values.Select(found => found.Scenario), diagnostics) { files = files, past = Past(previous) };
    }

    static LoadedFile Read(string path, KnownSymbols symbols, ScenarioLibrary? previous)
    {
        var stamp = FileStamp.Of(path);
        if (previous is not null && previous.files.TryGetValue(path, out var known) && known.Stamp == stamp) return known;
        return new(stamp, ScenarioFile.Read(path, symbols));
    }

    static string Subfolder(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('\\', '/');
        return relative == "." ? "" : relative;
    }

    static Dictionary<string, Scenario> Past(ScenarioLibrary? previous)
    {
        if (previous is null) return [];
        var past = new Dictionary<string, Scenario>(previous.past);
        foreach (var scenario in previous.Scenarios) past[scenario.Name] = scenario;
        return past;
    }

    bool IsSame(Dictionary<string, LoadedFile> others, List<Diagnostic> diagnostics) =>
        others.Count == files.Count
        && diagnostics.SequenceEqual(Diagnostics)
        && others.All(other => files.TryGetValue(other.Key, out var known) && known.Stamp == other.Value.Stamp);

    static IEnumerable<string> Paths(string folder, List<Diagnostic> diagnostics)
    {
        if (!Directory.Exists(folder))
        {
            diagnostics.Add(new(folder, 1, 1, DiagnosticCode.MissingFolder, "the folder does not exist"));
            return [];
        }
        try
        {
            return List(folder, ignoreInaccessible: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(new(folder, 1, 1, DiagnosticCode.Unreadable, exception.Message));
            return ListAccessible(folder);
        }
    }

    // The folder's other files are still used, unless the folder itself cannot be read. The diagnostic is there already.
    static List<string> ListAccessible(string folder)
    {
        try { return List(folder, ignoreInaccessible: true); }
        catch (IOException) { return []; }
    }

    // Hidden entries are skipped: a mounted Kubernetes ConfigMap contains every file a second time below `..data`.
    static List<string> List(string folder, bool ignoreInaccessible)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MaxFolderDepth,
            IgnoreInaccessible = ignoreInaccessible,
            AttributesToSkip = FileAttributes.Hidden,
        };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml")
                .Order(StringComparer.Ordinal),
        ];
    }

    sealed record LoadedFile(FileStamp Stamp, ScenarioParseResult Result);
}

/// <summary>Last write time and length: a change of either means that the file has changed.</summary>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.LastWriteTimeUtc, file.Length) : default;
    }
}
