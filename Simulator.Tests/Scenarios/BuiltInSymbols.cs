using KantanSim.Scenarios.Files;
using KantanSim.Startup;

namespace KantanSim.Tests.Scenarios;

internal static class BuiltInSymbols
{
    /// <summary>The protocol's names that scenario files may use.</summary>
    public static readonly KnownSymbols Known = CompositionRoot.Vocabulary(CompositionRoot.Methods());
}
