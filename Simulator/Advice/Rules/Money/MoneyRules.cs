namespace KantanSim.Advice.Rules.Money;

/// <summary>Rules about money and time.</summary>
internal static class MoneyRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new AuthorisationLapsed(),
        new SaleLate(),
        new SaleRefusedIgnored(),
        new CancelRepeated(),
        new AmountRaisedAfterSale(),
        new AmountDiffersFromEarlierTry(),
    ];
}
