namespace KantanSim.Mappings;

/// <summary>An error in a mapping file or in the folder of mapping files.</summary>
internal sealed record MappingDiagnostic(string File, string Message)
{
    public override string ToString() => $"{File}: {Message}";
}

/// <summary>The mapping files of a folder at the time of the search.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
internal sealed record MappingFiles(IReadOnlyList<FileInfo> Files, IReadOnlyList<MappingDiagnostic> Diagnostics)
{
    /// <summary>The maximum number of files; further files, in order of their paths, are reported and not read.</summary>
    public const int MaxFiles = 1_000;

    /// <summary>The maximum depth of subfolders; it also ends cyclic links.</summary>
    public const int MaxFolderDepth = 8;

    /// <summary>WireMock's folder of body files: nothing in it is a mapping.</summary>
    public const string BodyFolder = "__files";

    static readonly MappingFiles None = new([], []);

    /// <summary>Every <c>.json</c> below the folder, except hidden files and folders.</summary>
    public static MappingFiles In(string folder)
    {
        if (!Directory.Exists(folder)) return None;
        try
        {
            var found = new DirectoryInfo(folder).EnumerateFiles("*.json", Recursive)
                .Where(file => !IsBody(Path.GetRelativePath(folder, file.FullName)))
                .OrderBy(file => file.FullName, StringComparer.Ordinal)
                .ToList();
            if (found.Count <= MaxFiles) return new(found, []);
            return new(found[..MaxFiles], [new(folder, $"{found.Count} files; the first {MaxFiles:N0} are read")]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new([], [new(folder, exception.Message)]);
        }
    }

    static bool IsBody(string path) => path.Split(Path.DirectorySeparatorChar).Contains(BodyFolder);

    // Hidden entries are skipped: a mounted Kubernetes ConfigMap contains every file a second time below `..data`.
    static EnumerationOptions Recursive => new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MaxFolderDepth,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden,
    };
}
