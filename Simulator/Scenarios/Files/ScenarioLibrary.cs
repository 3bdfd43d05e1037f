namespace KantanSim.Scenarios.Files;

/// <summary>The scenarios of one folder as they were when it was read, and the faults of the files that are none.</summary>
internal sealed class ScenarioLibrary
{
    /// <summary>How many levels of folders are searched; links that go in circles end here.</summary>
    public const int MostFolderLevels = 8;

    readonly Dictionary<string, Scenario> byName;

    IReadOnlyDictionary<string, Scenario> past = new Dictionary<string, Scenario>();

    // What came of each file, so that a file that did not change is not read again.
    IReadOnlyDictionary<string, (FileStamp Stamp, ScenarioParseResult Reading)> readings = new Dictionary<string, (FileStamp, ScenarioParseResult)>();

    /// <param name="folder">Where the scenarios come from.</param>
    /// <param name="scenarios">With different names; the built-in <c>success</c> joins them when they have none.</param>
    /// <param name="faults">What is wrong with the others.</param>
    public ScenarioLibrary(string folder, IEnumerable<Scenario> scenarios, IReadOnlyList<Diagnostic> faults)
    {
        (Folder, Diagnostics) = (folder, faults);
        byName = scenarios.ToDictionary(scenario => scenario.Name, StringComparer.Ordinal);
        byName.TryAdd(BuiltInScenarios.Success.Name, BuiltInScenarios.Success);
        Scenarios = [.. byName.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal)];
        Matching = [.. Scenarios.Where(scenario => scenario.Match is not null)];
    }

    public string Folder { get; }

    /// <summary>In the ordinal order of their names.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>In the ordinal order of the files, then in the order of the lines.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Those that claim payments by a match.</summary>
    public IReadOnlyList<Scenario> Matching { get; }

    public IReadOnlyList<string> Names => [.. Scenarios.Select(scenario => scenario.Name)];

    public Scenario? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>A scenario as it was last understood, also when its file is gone or broken since: for payments that play it already.</summary>
    public Scenario? FindIncludingRemoved(string name) => Find(name) ?? past.GetValueOrDefault(name);

    /// <summary>Reads every <c>.yaml</c> and <c>.yml</c> below the folder; names that begin with a dot are passed over.</summary>
    /// <param name="before">An earlier reading of the folder: itself when nothing has changed since.</param>
    public static ScenarioLibrary Load(string folder, KnownSymbols vocabulary, ScenarioLibrary? before = null)
    {
        var faults = new List<Diagnostic>();
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        var scenarios = new List<Scenario>();
        var read = new Dictionary<string, (FileStamp Stamp, ScenarioParseResult Reading)>(StringComparer.Ordinal);
        foreach (var path in Files(folder, faults))
        {
            var stamp = FileStamp.Of(path);
            var reading = before is not null && before.readings.TryGetValue(path, out var known) && known.Stamp == stamp ? known.Reading : ScenarioFile.Read(path, vocabulary);
            read[path] = (stamp, reading);
            faults.AddRange(reading.Diagnostics);
            if (reading.Scenario is not { } scenario) continue;
            if (kept.TryAdd(scenario.Name, path)) scenarios.Add(scenario with { Folder = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!).Replace('\\', '/') is var below and not "." ? below : "" });
            else faults.Add(new(path, 1, 1, DiagnosticCode.DuplicateName, $"\"{scenario.Name}\" is already in {kept[scenario.Name]}, which is kept"));
        }
        return before is not null && before.IsSame(read, faults) ? before : new(folder, scenarios, faults) { readings = read, past = Past(before) };
    }

    static Dictionary<string, Scenario> Past(ScenarioLibrary? before) =>
        before is null ? [] : before.past.Values.Concat(before.Scenarios).GroupBy(scenario => scenario.Name).ToDictionary(group => group.Key, group => group.Last());

    bool IsSame(Dictionary<string, (FileStamp Stamp, ScenarioParseResult Reading)> read, List<Diagnostic> faults) =>
        read.Count == readings.Count && faults.SequenceEqual(Diagnostics) && read.All(file => readings.TryGetValue(file.Key, out var known) && known.Stamp == file.Value.Stamp);

    static IEnumerable<string> Files(string folder, List<Diagnostic> faults)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(new(folder, 1, 1, DiagnosticCode.MissingFolder, "the folder does not exist"));
            return [];
        }
        try
        {
            return List(folder, passOverLocked: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(folder, 1, 1, DiagnosticCode.Unreadable, e.Message));
            return List(folder, passOverLocked: true);
        }
    }

    // Hidden entries are skipped: a mounted Kubernetes ConfigMap shows every file a second time below `..data`.
    static List<string> List(string folder, bool passOverLocked)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = MostFolderLevels,
            IgnoreInaccessible = passOverLocked,
            AttributesToSkip = FileAttributes.Hidden,
        };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml")
                .Order(StringComparer.Ordinal),
        ];
    }
}

/// <summary>By what a changed file is told from one that did not.</summary>
internal readonly record struct FileStamp(DateTime Written, long Length)
{
    public static FileStamp Of(string path) => new FileInfo(path) is { Exists: true } file ? new(file.LastWriteTimeUtc, file.Length) : default;
}
