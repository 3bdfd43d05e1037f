namespace KantanSim.Client;

/// <summary>What one shop did wrong, judged by KantanSim.</summary>
public sealed class ShopAdvice
{
    readonly ShopClient shop;

    internal ShopAdvice(ShopClient shop) => this.shop = shop;

    /// <summary>Reads all findings, those of the newest payment first.</summary>
    /// <param name="atLeast">This severity and all more serious ones.</param>
    public async Task<IReadOnlyList<Finding>> ListAsync(Severity atLeast = Severity.Hint)
    {
        var found = new List<Finding>();
        string? cursor = null;
        do
        {
            var page = await shop.Client.ListAdviceAsync(FilterOf(atLeast), cursor: cursor, cancel: shop.Cancellation)
                .ConfigureAwait(false);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return found;
    }

    /// <summary>Asserts that the shop did nothing wrong so far.</summary>
    /// <param name="atLeast">This severity and all more serious ones are wrong.</param>
    /// <exception cref="ExpectationException">There are findings: the message has each with its remedy.</exception>
    public void AssertClean(Severity atLeast = Severity.Warning)
    {
        var found = new List<Finding>();
        string? cursor = null;
        do
        {
            var page = shop.Client.ListAdvice(FilterOf(atLeast), cursor);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        ThrowIfAny(found);
    }

    /// <inheritdoc cref="AssertClean"/>
    public async Task AssertCleanAsync(Severity atLeast = Severity.Warning) =>
        ThrowIfAny(await ListAsync(atLeast).ConfigureAwait(false));

    void ThrowIfAny(IReadOnlyList<Finding> found)
    {
        if (found.Count == 0) return;
        var count = found.Count == 1 ? "1 finding" : $"{found.Count} findings";
        throw new ExpectationException($"Shop {shop.ShopId} has {count}:\n{string.Join('\n', found.Select(Describe))}");
    }

    static string Describe(Finding finding) =>
        $"- {finding.Severity} {finding.Rule}{(finding.OrderId is { } order ? $", order {order}" : "")}: {finding.Sentence}\n"
        + $"  Fix: {finding.Remedy}\n  {finding.Help}";

    AdviceFilter FilterOf(Severity atLeast) => new()
    {
        ShopId = shop.ShopId,
        Severity = string.Join(',', Enum.GetValues<Severity>().Where(one => one <= atLeast)).ToLowerInvariant(),
    };
}
