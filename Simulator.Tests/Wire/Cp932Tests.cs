using KantanSim.Wire;

namespace KantanSim.Tests.Wire;

/// <summary>Characters that CP932 has twice, and bytes that are none.</summary>
public sealed class Cp932Tests
{
    [Theory]
    [InlineData("FBFC", "髙")]
    [InlineData("EEE0", "髙")]
    [InlineData("ED40", "纊")]
    [InlineData("EEEF", "ⅰ")]
    [InlineData("41EEE0EEE042", "A髙髙B")]
    [InlineData("8190", "＄")]
    [InlineData("8790", "≒")]
    [InlineData("FA58", "㈱")]
    [InlineData("8145", "・")]
    [InlineData("EEED", "\uFFFD")]
    [InlineData("8540", "\uFFFD")]
    [InlineData("41EE", "A\uFFFD")]
    public void Bytes_decode_to_the_character_or_to_the_replacement(string bytes, string text) =>
        Assert.Equal(text, Cp932.Decode(Convert.FromHexString(bytes)));

    [Fact]
    public void Every_character_is_decoded_from_its_bytes()
    {
        var characters = Enumerable.Range(0x80, 0xFFFF - 0x80).Where(code => !char.IsSurrogate((char)code)).Select(code => (char)code);
        Assert.All(characters, character =>
        {
            var bytes = Cp932.Encode($"{character}");
            if (bytes is not [(byte)'?']) Assert.Equal($"{character}", Cp932.Decode(bytes));
        });
    }
}
