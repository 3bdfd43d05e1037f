using System.Buffers;
using System.Text;

namespace KantanSim.Wire;

/// <summary>
/// Windows-31J (code page 932), the protocol's character set. Nothing here throws: invalid bytes decode to U+FFFD, and characters outside
/// the set encode to <c>?</c>.
/// </summary>
internal static class Cp932
{
    /// <summary>The charset in headers and pages, as the real gateway sends it. .NET's <c>GetEncoding</c> throws on it.</summary>
    public const string Name = "Windows-31J";

    /// <summary>The replacement for bytes that are not CP932.</summary>
    public const char Invalid = '\uFFFD';

    static readonly Encoding Windows31J = CodePagesEncodingProvider.Instance.GetEncoding(
        932, new EncoderReplacementFallback("?"), new RepeatedCodeFallback())!;

    /// <summary>Makes code page 932 known to the whole process, so that mapping files can name it.</summary>
    public static void RegisterEncodingProvider() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    // Most text is ASCII, which has the same bytes and is about ten times faster.
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : Windows31J.GetString(bytes);

    public static byte[] Encode(string text) => Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : Windows31J.GetBytes(text);

    public static void Encode(string text, IBufferWriter<byte> to)
    {
        if (Ascii.IsValid(text)) Encoding.ASCII.GetBytes(text, to);
        else Windows31J.GetBytes(text, to);
    }

    public static int ByteCount(string text) => Ascii.IsValid(text) ? text.Length : Windows31J.GetByteCount(text);
}
