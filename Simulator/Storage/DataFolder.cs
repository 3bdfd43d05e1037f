using System.Runtime.Versioning;

namespace KantanSim.Storage;

/// <summary>
/// Creates the data folder (mode 0700) and its files (mode 0600) for their owner only. On Windows the permissions of the parent folder
/// apply.
/// </summary>
internal static class DataFolder
{
    const UnixFileMode FilePermissions = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode FolderPermissions = FilePermissions | UnixFileMode.UserExecute;

    /// <summary>The name of the folder of snapshots.</summary>
    public const string Snapshots = "snapshots";

    // The files that KantanSim creates. Other files in the folder are left alone.
    static readonly string[] Patterns = ["kantansim*", "admin-token*"];

    /// <summary>Creates a folder and its missing parents. An existing folder keeps its mode.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else CreateRestricted(Path.GetFullPath(folder));
    }

    /// <summary>
    /// Opens a file without a buffer: each write reaches the operating system at once, so that it survives a kill of the process.
    /// </summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FilePermissions;
        return new(path, options);
    }

    /// <summary>
    /// Sets the mode of existing files, such as those of an older version or a copy, to owner only. Symbolic links are followed.
    /// </summary>
    /// <returns>
    /// The names of the files whose mode cannot be changed: they belong to another user, or the file system has no modes.
    /// </returns>
    public static IReadOnlyList<string> Restrict(string folder) =>
    [
        .. OwnFiles(new(folder))
            .Where(file => file.Exists && !IsRestricted(file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName))
            .Select(file => file.Name).Order(),
    ];

    static IEnumerable<FileInfo> OwnFiles(DirectoryInfo folder)
    {
        var snapshots = new DirectoryInfo(Path.Combine(folder.FullName, Snapshots));
        return [.. Patterns.SelectMany(folder.EnumerateFiles), .. snapshots.Exists ? snapshots.EnumerateFiles() : []];
    }

    // Folder by folder, because .NET gives missing parents the default mode.
    [UnsupportedOSPlatform("windows")]
    static void CreateRestricted(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (Path.GetDirectoryName(folder) is { } parent) CreateRestricted(parent);
        Directory.CreateDirectory(folder, FolderPermissions);
    }

    static bool IsRestricted(string file)
    {
        if (OperatingSystem.IsWindows() || IsOwnersOnly(file)) return true;
        try { File.SetUnixFileMode(file, FilePermissions); }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException) { return false; }
        return IsOwnersOnly(file);
    }

    [UnsupportedOSPlatform("windows")]
    static bool IsOwnersOnly(string file) => (File.GetUnixFileMode(file) & ~FolderPermissions) == 0;
}
