using KantanSim.Protocol;

namespace KantanSim.Tests.Protocol;

/// <summary>Which digits are recognised as a card number, and how it is masked.</summary>
public sealed class CardNumbersTests
{
    [Theory]
    [InlineData("4111111111111111", "4111********1111")]
    [InlineData("4222222222222", "4222*****2222")]
    [InlineData("5555555555554444", "5555********4444")]
    [InlineData("2223003122003222", "2223********3222")]
    [InlineData("3530111333300000", "3530********0000")]
    [InlineData("378282246310005", "3782*******0005")]
    [InlineData("30569309025904", "3056******5904")]
    [InlineData("6011111111111117", "6011********1117")]
    [InlineData("6200000000000005", "6200********0005")]
    [InlineData("4111 1111 1111 1111", "4111 **** **** 1111")]
    [InlineData("4111-1111-1111-1111", "4111-****-****-1111")]
    [InlineData("３７８２　８２２４６３　１０００５", "３７８２　******　*０００５")]
    [InlineData("card4111111111111111, 12/30", "card4111********1111, 12/30")]
    [InlineData("paid 4111111111111111 and 5555555555554444", "paid 4111********1111 and 5555********4444")]
    [InlineData("100 4111111111111111 2026", "100 4111********1111 2026")]
    public void Card_number_keeps_its_first_and_last_four_digits(string text, string masked) =>
        Assert.Equal(masked, CardNumbers.Mask(text));

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("1111111111111117")]
    [InlineData("411111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("20260115123456")]
    [InlineData("2026-01-15 12:34:56.789")]
    [InlineData("1768435200000")]
    [InlineData("0120-123-456")]
    [InlineData("abcdef4111111111111111abcdef0123")]
    [InlineData("1000")]
    [InlineData("ｶﾝﾀﾝ 123")]
    public void Other_digits_are_not_masked(string text) => Assert.Equal(text, CardNumbers.Mask(text));
}
