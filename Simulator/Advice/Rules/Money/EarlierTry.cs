using System.Globalization;
using System.Text.RegularExpressions;
using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Money;

/// <summary>
/// Finds the earlier try of the same order by its OrderID: <c>ABC</c> for <c>ABC-1</c> and <c>ABC-2</c>; <c>ABC-2</c> for <c>ABC-3</c>
/// where there is an <c>ABC</c>.
/// </summary>
internal static partial class EarlierTry
{
    /// <param name="find">Finds the payment of an OrderID.</param>
    /// <returns>None when there is none, or when the orders only count up and may be different ones.</returns>
    public static IEnumerable<Transaction> Of(Transaction payment, Func<string, Transaction?> find)
    {
        if (Numbered().Match(payment.OrderId) is not { Success: true } match) return [];
        var (stem, number) = (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        var first = Earlier(stem);
        var before = Earlier($"{stem}-{number - 1}");
        // Without an order of the stem alone, the numbers may be those of different orders.
        if (first is null) return [];
        if (before is not null) return [before];
        return number <= 2 ? [first] : [];

        Transaction? Earlier(string orderId) => find(orderId) is { } found && found.Number < payment.Number ? found : null;
    }

    // A number with a leading zero, or a longer one, counts orders.
    [GeneratedRegex(@"^(.+)-([1-9]\d?)$")]
    private static partial Regex Numbered();
}
