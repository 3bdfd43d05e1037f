using CsCheck;

namespace KantanSim.Tests.Properties;

/// <summary>Helpers for generators.</summary>
internal static class Generators
{
    /// <summary>Random samples that are the same in each run.</summary>
    public static IEnumerable<T> Samples<T>(this Gen<T> gen, int count)
    {
        var random = new PCG(1, 2026);
        return Enumerable.Range(0, count).Select(_ => gen.Generate(random, null, out var _));
    }

    public static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
}
