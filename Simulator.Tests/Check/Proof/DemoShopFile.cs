using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Check.Proof;

/// <summary>The demo shop's file, <c>docs/kantansim-check.yaml</c>, with hooks that tests play.</summary>
internal static class DemoShopFile
{
    public const string Path = "docs/kantansim-check.yaml";

    const string Hooks = "hooks: { restart: [hook, restart], break: [hook, break], mend: [hook, mend] }\n";

    /// <summary>The file as it is.</summary>
    public static string Document { get; } = File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path));

    /// <param name="gateway">The URL of the simulator, without a trailing slash.</param>
    /// <param name="capture"><c>onShip</c> or <c>atOnce</c>.</param>
    /// <param name="patience">ISO 8601.</param>
    public static string Text(string gateway, string capture = "onShip", string patience = "PT0.1S") =>
        Document.With("gateway: http://127.0.0.1:8080", $"gateway: {gateway}")
            .With("job: AUTH", $"job: {(capture == "atOnce" ? "CAPTURE" : "AUTH")}")
            .With("capture: onShip", $"capture: {capture}")
            .With("patience: PT1S", $"patience: {patience}") + Hooks;

    // A line that the file does not have any more must be noticed.
    static string With(this string text, string old, string replacement)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }
}
