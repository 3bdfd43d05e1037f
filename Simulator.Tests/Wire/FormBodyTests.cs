using System.Text;
using KantanSim.Wire;

namespace KantanSim.Tests.Wire;

/// <summary>The bytes of messages: requests are percent-encoded CP932, responses raw CP932.</summary>
public sealed class FormBodyTests
{
    [Theory]
    [InlineData("ポ|ソ表能", "%83%7C%7C%83%5C%95%5C%94%5C")]
    [InlineData("～－￠￡￢∥①髙", "%81%60%81%7C%81%91%81%92%81%CA%81a%87%40%FB%FC")]
    [InlineData("ｱｲｳ", "%B1%B2%B3")]
    [InlineData("+ / =", "%2B+%2F+%3D")]
    public void Text_survives_the_round_trip_through_CP932_escapes(string text, string encoded)
    {
        Assert.Equal($"k={encoded}", Encoding.ASCII.GetString(FormBody.Write([new("k", text)])));
        Assert.Equal(text, Assert.Single(FormBody.Read(Encoding.ASCII.GetBytes($"k={encoded}"))).Value);
    }

    [Fact]
    public void Invalid_CP932_bytes_become_the_replacement_character() =>
        Assert.Contains(Cp932.Invalid, Assert.Single(FormBody.Read("k=%81"u8)).Value);

    [Fact]
    public void Response_body_is_raw_CP932() =>
        Assert.Equal(new byte[] { (byte)'A', (byte)'=', 0x83, 0x7C }, ResponseBody.Write([new("A", "ポ")]));
}
