using CsCheck;

namespace KantanSim.Tests.Properties;

/// <summary>Random samples that are the same in each run.</summary>
internal static class Seeds
{
    public static IEnumerable<T> Samples<T>(this Gen<T> gen, int count)
    {
        var chance = new PCG(1, 2026);
        return Enumerable.Range(0, count).Select(_ => gen.Generate(chance, null, out var _));
    }
}
