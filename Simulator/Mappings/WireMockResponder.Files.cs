using KantanSim.Configuration;

namespace KantanSim.Mappings;

/// <content>The mapping files and their mappings.</content>
internal sealed partial class WireMockResponder
{
    // The result for each path, so that an unchanged file is not read again and its mappings keep their state.
    Dictionary<string, LoadedFile> files = new(StringComparer.Ordinal);

    /// <summary>The number of loaded mappings.</summary>
    public int Mappings { get; private set; }

    public IReadOnlyList<MappingDiagnostic> Diagnostics { get; private set; } = [];

    /// <summary>Updates the mappings to the current files.</summary>
    /// <returns>False when no file has changed.</returns>
    public bool Update(IReadOnlyList<FileInfo> current)
    {
        if (current.Count == files.Count && current.All(IsUnchanged)) return false;
        // An invalid file is read again at each change: another file may have used one of its Guids.
        var loaded = current.Where(file => IsUnchanged(file) && files[file.FullName].Error is null)
            .ToDictionary(file => file.FullName, file => files[file.FullName], StringComparer.Ordinal);
        var owners = new Dictionary<Guid, string>();
        foreach (var (path, file) in loaded)
            foreach (var guid in file.Delays.Keys) owners.Add(guid, path);
        foreach (var file in current.Where(file => !loaded.ContainsKey(file.FullName)))
            loaded[file.FullName] = Read(file, owners);
        // Old mappings are deleted after the new ones are added, so that there is no gap.
        var removed = files.Values.SelectMany(file => file.Delays.Keys).Where(guid => !owners.ContainsKey(guid));
        foreach (var guid in removed) server.DeleteMapping(guid);
        files = loaded;
        Mappings = owners.Count;
        Diagnostics = [.. current.Select(file => loaded[file.FullName].Error).OfType<MappingDiagnostic>()];
        return true;
    }

    bool IsUnchanged(FileInfo file) => files.TryGetValue(file.FullName, out var known) && known.Stamp == StampOf(file);

    TimeSpan DelayOf(Guid mapping)
    {
        var file = files.Values.FirstOrDefault(file => file.Delays.ContainsKey(mapping));
        return file is null ? TimeSpan.Zero : file.Delays[mapping].Pick();
    }

    string NameOf(Guid mapping, string? title)
    {
        var path = files.FirstOrDefault(file => file.Value.Delays.ContainsKey(mapping)).Key;
        var name = path is null ? $"{mapping}" : Path.GetRelativePath(folder, path);
        return title is null ? name : $"{name} ({title})";
    }

    LoadedFile Read(FileInfo file, Dictionary<Guid, string> owners)
    {
        var registered = new Dictionary<Guid, MappingDelay>();
        try
        {
            var wireMockDelay = Register(file, owners, registered);
            foreach (var mapping in server.Mappings.Where(mapping => registered.ContainsKey(mapping.Guid)))
                BoundedMatchers.Apply(mapping, ServerLimits.RegexTimeout);
            return new(StampOf(file), registered, wireMockDelay, null);
        }
        catch (Exception exception)
        {
            // WireMock throws exceptions of many types for invalid mappings: the file is reported and the others are loaded.
            foreach (var guid in registered.Keys)
            {
                owners.Remove(guid);
                server.DeleteMapping(guid);
            }
            var error = new MappingDiagnostic(Path.GetRelativePath(folder, file.FullName), exception.Message);
            return new(StampOf(file), [], TimeSpan.Zero, error);
        }
    }

    // Returns the maximum delay that is left to WireMock.
    TimeSpan Register(FileInfo file, Dictionary<Guid, string> owners, Dictionary<Guid, MappingDelay> registered)
    {
        var wireMockDelay = TimeSpan.Zero;
        foreach (var model in MappingFile.Read(file, folder))
        {
            var guid = model.Guid!.Value;
            if (!owners.TryAdd(guid, file.FullName))
                throw new FormatException($"the Guid {guid} is already used in {Path.GetRelativePath(folder, owners[guid])}");
            // Registered first, so that the Guid is released when the next lines throw.
            registered.Add(guid, MappingDelay.None);
            var left = MappingDelay.LeftToWireMock(model);
            if (left > wireMockDelay) wireMockDelay = left;
            registered[guid] = MappingDelay.Extract(model);
            server.WithMapping(model);
        }
        return wireMockDelay;
    }

    static (DateTime Written, long Length) StampOf(FileInfo file) => (file.LastWriteTimeUtc, file.Exists ? file.Length : -1);

    /// <param name="Stamp">Last write time and length.</param>
    /// <param name="Delays">Each mapping of the file with the delay that was extracted from it.</param>
    /// <param name="WireMockDelay">The maximum delay that is left to WireMock.</param>
    /// <param name="Error">Why the file is invalid; null: it is valid.</param>
    sealed record LoadedFile(
        (DateTime Written, long Length) Stamp,
        Dictionary<Guid, MappingDelay> Delays,
        TimeSpan WireMockDelay,
        MappingDiagnostic? Error);
}
