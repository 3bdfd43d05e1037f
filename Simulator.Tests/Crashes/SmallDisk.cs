using System.Diagnostics;

namespace KantanSim.Tests.Crashes;

/// <summary>A tmpfs of 2 MiB. Only root may mount one; for other users the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    readonly DirectoryInfo mounted = Directory.CreateTempSubdirectory("kantansim-disk-");

    public SmallDisk()
    {
        if (Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Folder) == 0) return;
        mounted.Delete();
        Assert.Skip("Only root may mount a tmpfs.");
    }

    public string Folder => mounted.FullName;

    /// <summary>Moves the files to a folder on a larger disk.</summary>
    public void MoveTo(DirectoryInfo folder)
    {
        foreach (var file in mounted.GetFiles()) file.MoveTo(Path.Combine(folder.FullName, file.Name));
    }

    public void Dispose()
    {
        if (Run("umount", Folder) == 0) mounted.Delete();
    }

    static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
