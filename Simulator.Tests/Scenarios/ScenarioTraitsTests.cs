using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

/// <summary>Who misbehaves in a scenario and what the shop sees of it.</summary>
public sealed class ScenarioTraitsTests
{
    [Theory]
    [InlineData("success", "", "paid")]
    [InlineData("cancel", "consumer", "cancelled")]
    [InlineData("consumer-leaves-and-comes-back", "consumer", "wallet-closed")]
    [InlineData("consumer-presses-pay-twice", "consumer", "repeated")]
    [InlineData("points-only", "consumer", "other-means")]
    [InlineData("request-answer-late", "gateway", "late")]
    [InlineData("search-unavailable", "merchant gateway", "http-error")]
    [InlineData("sale-answer-dropped", "merchant network", "answer-lost")]
    [InlineData("sale-answer-garbled", "merchant network", "answer-broken")]
    [InlineData("calls-throttled", "gateway", "refused")]
    [InlineData("request-under-maintenance", "wallet", "refused")]
    [InlineData("wallet-declines", "wallet", "declined")]
    [InlineData("wallet-unreachable", "wallet", "result-unknown")]
    [InlineData("timeout", "consumer", "expired")]
    [InlineData("notification-omitted-once", "gateway", "notification-omitted")]
    [InlineData("notification-five-minutes-late", "gateway", "notification-late")]
    [InlineData("notification-twenty-at-once", "gateway", "notification-duplicated")]
    [InlineData("notification-forged-amount", "gateway", "notification-altered")]
    [InlineData("only-the-browser", "gateway", "notification-omitted")]
    [InlineData("browser-never-comes-back", "consumer", "return-missing")]
    [InlineData("return-doubled", "consumer", "return-repeated")]
    [InlineData("return-of-another-order", "consumer", "return-altered")]
    [InlineData("browser-comes-first", "network", "order")]
    [InlineData("fourth-month-fails", "wallet", "charge-fails")]
    public void Parties_and_effects_follow_from_the_rules(string scenario, string parties, string effects)
    {
        var traits = ScenarioTraits.Of(RepositoryScenarios.Library.Find(scenario)!);
        Assert.Equal(parties, string.Join(' ', traits.Parties.Select(party => party.Id)));
        Assert.Equal(effects, string.Join(' ', traits.Effects.Select(effect => effect.Id)));
    }

    [Fact]
    public void Every_scenario_has_an_effect() => Assert.All(
        RepositoryScenarios.Library.Scenarios, scenario => Assert.NotEmpty(ScenarioTraits.Of(scenario).Effects));

    [Fact]
    public void Every_effect_is_that_of_a_scenario()
    {
        var seen = RepositoryScenarios.Library.Scenarios.SelectMany(scenario => ScenarioTraits.Of(scenario).Effects).Distinct();
        Assert.Equal(ScenarioEffect.All.Select(effect => effect.Id).Order(), seen.Select(effect => effect.Id).Order());
    }
}
