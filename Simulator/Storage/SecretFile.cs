using KantanSim.Configuration;

namespace KantanSim.Storage;

/// <summary>Files in the data folder that only their owner may read: what is made once and stays the same from start to start.</summary>
internal static class SecretFile
{
    /// <summary>The file's text; made when there is none. With <c>:memory:</c> it is made anew each time.</summary>
    /// <exception cref="ConfigurationException">The folder cannot be written.</exception>
    public static string ReadOrCreate(string data, string name, Func<string> make) =>
        data == Store.InMemory ? make() : Touch(data, () => Read(data, name) ?? Write(data, name, make()));

    /// <summary>The file's text, or null when there is none.</summary>
    public static string? Read(string data, string name)
    {
        var path = Path.Combine(data, name);
        return data != Store.InMemory && File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Writes a file in the place of any there is, whole or not at all.</summary>
    /// <exception cref="ConfigurationException">The folder cannot be written.</exception>
    public static string Write(string data, string name, string text) => Touch(data, () =>
    {
        var (path, draft) = (Path.Combine(data, name), Path.Combine(data, $"{name}.new"));
        DataFolder.Create(data);
        File.Delete(draft);
        using (var writer = new StreamWriter(DataFolder.Open(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))) writer.WriteLine(text);
        File.Move(draft, path, overwrite: true);
        return text;
    });

    static string Touch(string data, Func<string> act)
    {
        try { return act(); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("Data", data, $"a folder that can be read and written ({fault.Message})");
        }
    }
}
