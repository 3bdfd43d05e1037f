namespace KantanSim.Scenarios;

/// <summary>The scenarios of one folder as they were when it was read, and the faults of the files that are none.</summary>
internal sealed class ScenarioLibrary
{
    /// <summary>How many levels of folders are searched; links that go in circles end here.</summary>
    public const int MostFolderLevels = 8;

    readonly Dictionary<string, Scenario> byName;

    /// <param name="folder">Where the scenarios come from.</param>
    /// <param name="scenarios">With different names; the built-in <c>success</c> joins them when they have none.</param>
    /// <param name="faults">What is wrong with the others.</param>
    public ScenarioLibrary(string folder, IEnumerable<Scenario> scenarios, IReadOnlyList<Fault> faults)
    {
        (Folder, Faults) = (folder, faults);
        byName = scenarios.ToDictionary(scenario => scenario.Name, StringComparer.Ordinal);
        byName.TryAdd(BuiltIn.Success.Name, BuiltIn.Success);
        Scenarios = [.. byName.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal)];
    }

    public string Folder { get; }

    /// <summary>In the ordinal order of their names.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>In the ordinal order of the files, then in the order of the lines.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    public IReadOnlyList<string> Names => [.. Scenarios.Select(scenario => scenario.Name)];

    public Scenario? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads every <c>.yaml</c> and <c>.yml</c> below the folder; names that begin with a dot are passed over.</summary>
    public static ScenarioLibrary Load(string folder, Vocabulary vocabulary)
    {
        var faults = new List<Fault>();
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        var scenarios = new List<Scenario>();
        foreach (var path in Files(folder, faults))
        {
            var reading = ScenarioFile.Read(path, vocabulary);
            faults.AddRange(reading.Faults);
            if (reading.Scenario is not { } scenario) continue;
            if (kept.TryAdd(scenario.Name, path)) scenarios.Add(scenario);
            else faults.Add(new(path, 1, 1, FaultCode.DuplicateName, $"\"{scenario.Name}\" is already in {kept[scenario.Name]}, which is kept"));
        }
        return new(folder, scenarios, faults);
    }

    static IEnumerable<string> Files(string folder, List<Fault> faults)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(new(folder, 1, 1, FaultCode.MissingFolder, "the folder does not exist"));
            return [];
        }
        try
        {
            return List(folder, passOverLocked: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new(folder, 1, 1, FaultCode.Unreadable, e.Message));
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
