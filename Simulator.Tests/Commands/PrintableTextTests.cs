using KantanSim.Commands;

namespace KantanSim.Tests.Commands;

/// <summary>Text of a server in one line, without control characters.</summary>
public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain ①髙 \ud83c\udf75", "plain ①髙 \ud83c\udf75")]
    [InlineData("a\r\nb\t", "a\\u000d\\u000ab\\u0009")]
    [InlineData("\u001b[31m\0\u009b", "\\u001b[31m\\u0000\\u009b")]
    [InlineData("\ufeff0\u202e\u2028", "\\ufeff0\\u202e\\u2028")]
    [InlineData("\uffff", "\\uffff")]
    public void Character_that_is_not_visible_is_written_as_an_escape(string text, string printed) =>
        Assert.Equal(printed, PrintableText.Of(text));

    // Not a row: an attribute cannot have half of a surrogate pair.
    [Fact]
    public void Half_of_a_surrogate_pair_is_written_as_an_escape() =>
        Assert.Equal(@"\ud800x\udc00", PrintableText.Of("\ud800x\udc00"));
}
