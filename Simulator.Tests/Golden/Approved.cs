using System.Text;

namespace KantanSim.Tests.Golden;

/// <summary>Compares with a file that somebody has read and found right.</summary>
internal static class Approved
{
    /// <summary>A difference writes what came beside the approved file: to accept it, rename <c>.received</c> to <c>.approved</c>.</summary>
    public static void Check(string name, string received) => Compare(
        Path.Combine(Repository.Root, "Simulator.Tests", "Golden", $"{name}.approved.md"),
        Path.Combine(Repository.Root, "Simulator.Tests", "Golden", $"{name}.received.md"), received);

    /// <summary>A document is its own approved file: to accept a difference, move <c>NAME.received.md</c> over <c>NAME.md</c>.</summary>
    public static void CheckDocument(string name, string received) =>
        Compare(Path.Combine(Repository.Root, "docs", $"{name}.md"), Path.Combine(Repository.Root, "docs", $"{name}.received.md"), received);

    /// <summary>A file of the repository is its own approved file: to accept a difference, move <c>NAME.received</c> over it.</summary>
    public static void CheckFile(string path, string received) =>
        Compare(Path.Combine(Repository.Root, path), Path.Combine(Repository.Root, $"{path}.received"), received);

    static void Compare(string approved, string difference, string received)
    {
        var known = File.Exists(approved) ? File.ReadAllText(approved, Encoding.UTF8) : "";
        if (known == received) return;
        File.WriteAllText(difference, received, new UTF8Encoding(false));
        Assert.Equal(known, received);
    }
}

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "KantanSim.sln")) ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests do not run inside a checkout."));
}
