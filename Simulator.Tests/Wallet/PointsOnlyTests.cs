#pragma warning disable format // aligned tables
using KantanSim.Tests.Gateway;

namespace KantanSim.Tests.Wallet;

/// <summary>A payment that points cover to the last yen needs no card; one yen more does.</summary>
public sealed class PointsOnlyTests(SharedSimulated shared) : IClassFixture<SharedSimulated>
{
    const string Declining = """{"id":"no","label":"x","declines":true}""";

    [Theory]
    [InlineData("",        1_000, 200, "AUTH",        null)]
    [InlineData("",        999,   400, "AUTHPROCESS", null)]
    [InlineData(Declining, 1_000, 200, "AUTH",        null)]
    [InlineData(Declining, 999,   200, "PAYFAIL",     "RC1000112")]
    public async Task A_card_is_needed_only_for_what_the_points_do_not_cover(
        string card, int points, int http, string status, string? errInfo)
    {
        var member = $"p{points}{card.Length}";
        await shared.Simulated.CallApi(HttpMethod.Put, $"/members/{member}", $$"""{"points":{{points}},"cards":[{{card}}]}""");
        var order = await shared.Simulated.RequestPayment(member);
        (await shared.Simulated.OpenStartUrl(order)).Dispose();
        var answer = await shared.Simulated.CallApi(HttpMethod.Post, $"/transactions/{order.AccessId}/consumer",
            $$"""{"action":"approve","member":"{{member}}","points":"all"}""");
        var transaction = await shared.Simulated.Transaction(order);
        Assert.Equal((http, status, errInfo), ((int?)answer["http"], (string?)transaction["status"], (string?)transaction["errInfo"]));
    }
}
