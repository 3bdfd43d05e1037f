using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>Finds the field by which a report is false. A field that a scenario has added is none.</summary>
internal static class Forgery
{
    /// <returns>The first altered field as <c>Amount=1</c>; the name alone when it was left out; empty for none.</returns>
    public static string In(IEnumerable<KeyValuePair<string, string>> sent, IEnumerable<KeyValuePair<string, string>> original)
    {
        var values = sent.DistinctBy(field => field.Key).ToDictionary();
        var altered = original.FirstOrDefault(field => values.GetValueOrDefault(field.Key, "") != field.Value);
        if (altered.Key is not { } name) return "";
        return values.TryGetValue(name, out var value) ? $"{name}={value}" : name;
    }

    /// <summary>The same for the browser's return, whose original fields are not stored.</summary>
    public static string In(IReadOnlyDictionary<string, string> sent, Transaction payment)
    {
        if (sent.GetValueOrDefault("ShopID", "") is var shop && shop != payment.ShopId) return $"ShopID={shop}";
        if (sent.GetValueOrDefault("OrderID", "") is var order && order != payment.OrderId) return $"OrderID={order}";
        var status = sent.GetValueOrDefault("Status", "");
        return status is "AUTH" or "CAPTURE" or "SALES" && payment.AuthorisedAt is null ? $"Status={status}" : "";
    }
}
