using System.Buffers;
using System.Text;

namespace KantanSim.Wire;

/// <summary>
/// Windows-31J, the wire's character set, under the only number that .NET knows it by.
/// Bytes that are no character decode to U+FFFD and characters that it lacks encode to <c>?</c>: never an exception.
/// </summary>
internal static class Cp932
{
    /// <summary>The name that headers and pages carry. .NET's own <c>GetEncoding</c> throws on it; the real gateway sends it all the same.</summary>
    public const string Name = "Windows-31J";

    /// <summary>What stands for bytes that are no CP932 character.</summary>
    public const char Invalid = '\uFFFD';

    static readonly Encoding Windows31J = CodePagesEncodingProvider.Instance.GetEncoding(
        932, new EncoderReplacementFallback("?"), new DecoderReplacementFallback("\uFFFD"))!;

    /// <summary>From here on .NET knows it by its number for everybody: mapping files may name it.</summary>
    public static void RegisterEncodingProvider() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    // Most of what is sent is ASCII, which reads the same, ten times faster.
    public static string Decode(ReadOnlySpan<byte> bytes) => Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : Windows31J.GetString(bytes);

    public static byte[] Encode(string text) => Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : Windows31J.GetBytes(text);

    public static void Encode(string text, IBufferWriter<byte> to)
    {
        if (Ascii.IsValid(text)) Encoding.ASCII.GetBytes(text, to);
        else Windows31J.GetBytes(text, to);
    }

    public static int ByteCount(string text) => Ascii.IsValid(text) ? text.Length : Windows31J.GetByteCount(text);
}
