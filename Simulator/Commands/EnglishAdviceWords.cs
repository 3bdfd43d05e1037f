namespace KantanSim.Commands;

/// <inheritdoc/>
internal sealed class EnglishAdviceWords : AdviceWords
{
    public override string Fix => "Fix: ";

    public override string See => "See ";

    public override string Evidence => "Evidence:";

    public override string And => " and ";

    public override string Times => "Times in sentences are JST (+09:00).";

    public override string NoFindings => "No findings.";

    public override string NoPayments => "There are no payments yet.";

    public override string NoShop => "Calls that name no shop";

    public override string Order(string orderId, string shop) => $"OrderID {orderId} of shop {shop}";

    public override string Calls(string shop) => $"Calls of shop {shop} that belong to no payment";

    public override string SwitchedOff(string shop, string rule, string reason) => $"Switched off for shop {shop}: {rule} — {reason}";

    public override string Counts(int findings, IEnumerable<(string Severity, int Count)> bySeverity) =>
        $"{Count(findings, "finding")}: {string.Join(", ", bySeverity.Select(one => Count(one.Count, one.Severity)))}.";

    static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
