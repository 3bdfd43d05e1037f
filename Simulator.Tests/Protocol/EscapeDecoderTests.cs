#pragma warning disable format // aligned tables
using KantanSim.Protocol;

namespace KantanSim.Tests.Protocol;

public sealed class EscapeDecoderTests
{
    [Theory]
    [InlineData("a%20b",               "a b")]
    [InlineData("%41%42c",             "ABc")]
    [InlineData("x%e8%a1%a8y",         "x表y")]
    [InlineData("x%95%5Cy",            "x表y")]
    [InlineData("%4",                  null)]
    [InlineData("%zz",                 null)]
    [InlineData("%41%4",               "A%4")]
    [InlineData(@"a\u0041b",           "aAb")]
    [InlineData(@"a\u004",             null)]
    [InlineData(@"\x41\x4",            @"A\x4")]
    [InlineData(@"\n\r\t\b\f\/\'\""\\", "\n\r\t\b\f/'\"\\")]
    [InlineData(@"\",                  null)]
    [InlineData(@"\q\n",               "\\q\n")]
    [InlineData("&amp;&lt;&gt;&quot;&apos;x", "&<>\"'x")]
    [InlineData("a&#65;b&#x42;c&#X43;", "aAbBcC")]
    [InlineData("&#;",                 null)]
    [InlineData("&#x;",                null)]
    [InlineData("&;",                  null)]
    [InlineData("&65;",                null)]
    [InlineData("&nbsp;&amp;",         "&nbsp;&")]
    [InlineData("&#0000065;",          "A")]
    [InlineData("&#00000065;",         null)]
    [InlineData("&#65536;",            null)]
    [InlineData("&#65",                null)]
    [InlineData("",                    null)]
    [InlineData("plain",               null)]
    [InlineData("%2525",               "%25")]
    public void One_level_of_escapes_is_decoded(string text, string? expected) => Assert.Equal(expected, EscapeDecoder.TryDecode(text));
}
