using System.Text;

namespace KantanSim.Wire;

/// <summary>Decodes EUC-JP, in which some shops answer.</summary>
internal static class EucJp
{
    const int CodePage = 51932;

    static readonly Encoding Euc = CodePagesEncodingProvider.Instance.GetEncoding(CodePage)!;

    public static string Decode(ReadOnlySpan<byte> bytes) => Euc.GetString(bytes);
}
