namespace KantanSim.Mappings;

/// <summary>Something about a mapping file, or their folder, that keeps it from answering.</summary>
internal sealed record MappingDiagnostic(string File, string What)
{
    public override string ToString() => $"{File}: {What}";
}

/// <summary>The mapping files of a folder as they are when they are looked for.</summary>
/// <param name="Files">In the ordinal order of their paths.</param>
internal sealed record MappingFiles(IReadOnlyList<FileInfo> Files, IReadOnlyList<MappingDiagnostic> Diagnostics)
{
    /// <summary>Further files, by the order of their paths, are told of and not read.</summary>
    public const int MostFiles = 1_000;

    /// <summary>How many levels of folders are searched; links that go in circles end here.</summary>
    public const int MostFolderLevels = 8;

    /// <summary>The folder of bodies, as WireMock has it: what is in there is no mapping, whatever its name.</summary>
    public const string Bodies = "__files";

    static readonly MappingFiles None = new([], []);

    public bool IsEmpty => Files.Count == 0 && Diagnostics.Count == 0;

    /// <summary>Every <c>.json</c> below the folder, but names that begin with a dot.</summary>
    public static MappingFiles In(string folder)
    {
        if (!Directory.Exists(folder)) return None;
        try
        {
            var found = new DirectoryInfo(folder).EnumerateFiles("*.json", Everywhere)
                .Where(file => !Path.GetRelativePath(folder, file.FullName).Split(Path.DirectorySeparatorChar).Contains(Bodies))
                .OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
            return found.Count <= MostFiles ? new(found, [])
                : new(found[..MostFiles], [new(folder, $"{found.Count} files; the first {MostFiles:N0} are read")]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new([], [new(folder, fault.Message)]);
        }
    }

    // Hidden entries are skipped: a mounted Kubernetes ConfigMap shows every file a second time below `..data`.
    static EnumerationOptions Everywhere => new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MostFolderLevels,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden,
    };
}
