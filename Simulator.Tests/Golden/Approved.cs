using System.Text;

namespace KantanSim.Tests.Golden;

/// <summary>
/// Compares generated text with a file that was reviewed. On a difference the new text is written beside that file as <c>.received</c>: to
/// accept it, move it over the reviewed file.
/// </summary>
internal static class Approved
{
    /// <summary>Compares with <c>Golden/NAME.approved.md</c>; a difference is <c>NAME.received.md</c>.</summary>
    public static void Check(string name, string received) => Compare(
        Path.Combine(Repository.Root, "Simulator.Tests", "Golden", $"{name}.approved.md"),
        Path.Combine(Repository.Root, "Simulator.Tests", "Golden", $"{name}.received.md"),
        received);

    /// <summary>Compares with <c>docs/NAME.md</c>; a difference is <c>NAME.received.md</c>.</summary>
    public static void CheckDocument(string name, string received) => Compare(
        Path.Combine(Repository.Root, "docs", $"{name}.md"),
        Path.Combine(Repository.Root, "docs", $"{name}.received.md"),
        received);

    /// <summary>Compares with a file of the repository; a difference is <c>NAME.received</c>.</summary>
    public static void CheckFile(string path, string received) => Compare(
        Path.Combine(Repository.Root, path),
        Path.Combine(Repository.Root, $"{path}.received"),
        received);

    static void Compare(string approved, string difference, string received)
    {
        var known = File.Exists(approved) ? File.ReadAllText(approved, Encoding.UTF8) : "";
        if (known == received) return;
        File.WriteAllText(difference, received, new UTF8Encoding(false));
        Assert.Equal(known, received);
    }
}

/// <summary>The working copy that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string folder)
    {
        if (File.Exists(Path.Combine(folder, "KantanSim.sln"))) return folder;
        return Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not run inside a working copy."));
    }
}
