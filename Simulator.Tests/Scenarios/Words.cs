using KantanSim.Scenarios.Files;
using KantanSim.Startup;

namespace KantanSim.Tests.Scenarios;

internal static class Words
{
    /// <summary>The names of the protocol that scenario files may use.</summary>
    public static readonly Vocabulary Known = Host.Vocabulary(Host.Methods());
}
