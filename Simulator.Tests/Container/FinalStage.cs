using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Container;

/// <summary>The last stage of the Dockerfile.</summary>
internal static class FinalStage
{
    static readonly (string Verb, string Text)[] Instructions =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "Dockerfile"))
            .SkipWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal) || !line.EndsWith(" AS final", StringComparison.Ordinal))
            .Select(line => line.Split(' ', 2))
            .Where(words => words.Length == 2)
            .Select(words => (words[0], words[1])),
    ];

    public static string BaseImage => Values("FROM").Single()[..^" AS final".Length];

    /// <summary>The rest of each instruction with a verb, such as <c>ENV</c>.</summary>
    public static IEnumerable<string> Values(string verb) =>
        Instructions.Where(instruction => instruction.Verb == verb).Select(instruction => instruction.Text);
}
