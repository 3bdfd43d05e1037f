namespace KantanSim.Snapshots;

/// <summary>A snapshot cannot be taken or restored. Nothing was changed.</summary>
internal sealed class SnapshotException(string en, string ja, Exception? cause = null) : Exception(en, cause)
{
    public string En => Message;

    public string Ja => ja;
}
