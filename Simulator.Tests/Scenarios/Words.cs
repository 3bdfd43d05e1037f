using KantanSim.Scenarios;

namespace KantanSim.Tests.Scenarios;

internal static class Words
{
    /// <summary>What scenario files may name of the real program's protocol.</summary>
    public static readonly Vocabulary Known = Host.Vocabulary(Host.Methods());
}
