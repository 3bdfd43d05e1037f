using System.Text;

namespace KantanSim.Tests.Golden;

/// <summary>Compares with a file that somebody has read and found right.</summary>
internal static class Approved
{
    /// <summary>A difference writes what came beside the approved file: to accept it, rename <c>.received</c> to <c>.approved</c>.</summary>
    public static void Check(string name, string received)
    {
        var approved = Path.Combine(Repository.Root, "Simulator.Tests", "Golden", $"{name}.approved.md");
        if (File.Exists(approved) && File.ReadAllText(approved, Encoding.UTF8) == received) return;
        File.WriteAllText(approved.Replace(".approved.", ".received.", StringComparison.Ordinal), received, new UTF8Encoding(false));
        Assert.Equal(File.Exists(approved) ? File.ReadAllText(approved, Encoding.UTF8) : "", received);
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
