using CsCheck;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Tests.Properties;

/// <summary>The wire format and payment breakdowns, with random values.</summary>
public sealed class WirePropertyTests
{
    // Every character of CP932 that survives a round trip, separators included.
    static readonly char[] Characters =
    [
        .. Enumerable.Range(1, 0xFFFE)
            .Select(code => (char)code)
            .Where(one => !char.IsSurrogate(one) && Cp932.Decode(Cp932.Encode($"{one}")) == $"{one}"),
    ];

    static readonly Gen<string> Text = Gen.Int[0, Characters.Length - 1]
        .Select(index => Characters[index]).Array[0, 20]
        .Select(characters => new string(characters));

    static readonly Gen<(int Card, int Points, int Coupon, int ShopCoupon, int Total)> Sums = Gen.Select(
        Gen.Int[0, 2_000], Gen.Int[0, 2_000], Gen.Int[0, 300], Gen.Int[0, 300], Gen.Int[0, 6_000]);

    static readonly Gen<KeyValuePair<string, string>[]> Fields =
        Gen.Select(Text.Where(name => name.Length > 0), Text, (name, value) => KeyValuePair.Create(name, value)).Array[0, 6];

    [Fact]
    public void A_form_is_read_as_it_was_written() => Assert.All(Fields.Samples(200), fields =>
    {
        var read = FormBody.Read(FormBody.Write(fields));
        Assert.Equal(fields, read.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        Assert.All(read, field => Assert.Equal(Cp932.ByteCount(field.Value), field.ByteLength));
    });

    // Answers are not escaped, so names cannot contain ampersands and equals signs, nor values ampersands.
    [Fact]
    public void An_answer_is_read_as_it_was_written() => Assert.All(Fields.Samples(200), fields =>
    {
        var allowed = fields
            .Select(field => KeyValuePair.Create("K" + Without(field.Key, "&=\r\n"), Without(field.Value, "&\r\n")))
            .ToArray();
        Assert.Equal(allowed, ResponseBody.Read(ResponseBody.Write(allowed)));
    });

    [Fact]
    public void Random_bytes_are_read_as_a_form_without_an_exception() => Assert.All(Gen.Byte.Array[0, 300].Samples(200), bytes =>
        Assert.All(FormBody.Read(bytes), field => Assert.True(field.ByteLength <= bytes.Length)));

    [Fact]
    public void A_breakdown_of_another_total_has_that_total_and_reduces_the_card_first() =>
        Assert.All(Sums.Samples(500), sums =>
        {
            var (card, points, coupon, shopCoupon, total) = sums;
            var before = new PaymentBreakdown(card, points, coupon, shopCoupon);
            var after = before.WithTotal(total);
            Assert.Equal(total, after.Total);
            Assert.True(after is { Card: >= 0, Points: >= 0, Coupon: >= 0, ShopCoupon: >= 0 });
            Assert.True(after.Points <= points && after.Coupon <= coupon && after.ShopCoupon <= shopCoupon);
            Assert.True(after.Points == points || after.Card == 0);
            Assert.True(after.Coupon == coupon || after.Points == 0);
            Assert.True(after.ShopCoupon == shopCoupon || after.Coupon == 0);
        });

    static string Without(string text, string characters) => string.Concat(text.Where(one => !characters.Contains(one)));
}
