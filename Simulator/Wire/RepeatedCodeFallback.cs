using System.Text;

namespace KantanSim.Wire;

/// <summary>
/// Decodes the codes that repeat a character of CP932, above all ED40 to EEFC (NEC selected IBM extensions, such as 髙). Windows, Java's
/// Windows-31J and Python read them, and Python's cp932 writes them. .NET reads them by its best-fit table alone. Other unknown bytes
/// become U+FFFD.
/// </summary>
internal sealed class RepeatedCodeFallback : DecoderFallback
{
    static readonly Encoding BestFit = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

    static char CharacterOf(byte[] bytes)
    {
        if (bytes is not [_, _]) return Cp932.Invalid;
        // The best-fit table has a dot for two bytes that are no character.
        return BestFit.GetString(bytes) is [not '・' and var character] ? character : Cp932.Invalid;
    }

    sealed class Buffer : DecoderFallbackBuffer
    {
        char character;
        bool isPending;
        bool isRead;

        public override int Remaining => isPending ? 1 : 0;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            (character, isPending, isRead) = (CharacterOf(bytesUnknown), true, false);
            return true;
        }

        public override char GetNextChar()
        {
            if (!isPending) return '\0';
            (isPending, isRead) = (false, true);
            return character;
        }

        public override bool MovePrevious()
        {
            if (!isRead) return false;
            (isPending, isRead) = (true, false);
            return true;
        }

        public override void Reset() => (isPending, isRead) = (false, false);
    }
}
