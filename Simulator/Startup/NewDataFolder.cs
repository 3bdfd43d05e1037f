using KantanSim.Storage;

namespace KantanSim.Startup;

/// <summary>A data folder that this start creates, so that a start that fails can remove it.</summary>
/// <param name="data">The setting Data, before the folder is opened.</param>
internal sealed class NewDataFolder(string data)
{
    readonly bool isNew = data != Store.InMemory && !Directory.Exists(data);

    /// <summary>Removes the folder if it was created. It must not be open any more.</summary>
    public void Remove()
    {
        if (!isNew || !Directory.Exists(data)) return;
        try { Directory.Delete(data, recursive: true); }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { /* the next start uses it */ }
    }
}
