using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KantanSim.Check.Adapters;

/// <summary>
/// Kills the processes that have a mark in their environment. Children inherit it, also those whose parent has ended and those in a session
/// of their own; neither the tree of parents nor a process group finds all of them. Linux only: elsewhere no process is found.
/// </summary>
internal static class MarkedProcesses
{
    /// <summary>Kills until no living process has the mark.</summary>
    /// <param name="mark">Such as <c>NAME=value</c>.</param>
    public static void Kill(string mark)
    {
        var killed = new HashSet<int>();
        // A killed process starts no other, but it may have just before.
        while (Find(mark).Where(killed.Add).ToList() is { Count: > 0 } found) found.ForEach(Kill);
    }

    static IEnumerable<int> Find(string mark)
    {
        if (!OperatingSystem.IsLinux()) yield break;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            var isProcess = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id);
            if (isProcess && HasMark(folder, mark)) yield return id;
        }
    }

    static bool HasMark(string folder, string mark)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Split('\0').Contains(mark);
        }
        // It has ended, or belongs to another user.
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        // It has ended, or has become another user's.
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception) { }
    }
}
