using KantanSim.Configuration;

namespace KantanSim.Storage;

/// <summary>
/// Secrets in the data folder, such as the operator's token: generated on first start and stored, readable by their owner only.
/// </summary>
internal static class SecretFile
{
    /// <summary>
    /// Returns the text of a file, which is created if it does not exist. With <c>:memory:</c> a new text is generated at each call.
    /// </summary>
    /// <exception cref="ConfigurationException">The folder is not writable.</exception>
    public static string ReadOrCreate(string data, string name, Func<string> generate)
    {
        if (data == Store.InMemory) return generate();
        return Access(data, () => Read(data, name) ?? Write(data, name, generate()));
    }

    /// <summary>The text of a file; null when it does not exist or is empty.</summary>
    public static string? Read(string data, string name)
    {
        var path = Path.Combine(data, name);
        if (data == Store.InMemory || !File.Exists(path)) return null;
        var text = File.ReadAllText(path).Trim();
        return text.Length > 0 ? text : null;
    }

    /// <summary>Writes or replaces a file atomically.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="ConfigurationException">The folder is not writable.</exception>
    public static string Write(string data, string name, string text) => Access(data, () =>
    {
        var path = Path.Combine(data, name);
        var temporary = Path.Combine(data, $"{name}.new");
        DataFolder.Create(data);
        File.Delete(temporary);
        using (var stream = DataFolder.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        using (var writer = new StreamWriter(stream)) writer.WriteLine(text);
        File.Move(temporary, path, overwrite: true);
        return text;
    });

    static string Access(string data, Func<string> access)
    {
        try { return access(); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("Data", data, $"a folder that can be read and written ({fault.Message})");
        }
    }
}
