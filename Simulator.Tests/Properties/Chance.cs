using CsCheck;

namespace KantanSim.Tests.Properties;

/// <summary>Chance that is the same in each run.</summary>
internal static class Chance
{
    public static IEnumerable<T> Some<T>(this Gen<T> gen, int count)
    {
        var chance = new PCG(1, 2026);
        return Enumerable.Range(0, count).Select(_ => gen.Generate(chance, null, out var _));
    }
}
