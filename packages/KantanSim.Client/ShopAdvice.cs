namespace KantanSim.Client;

/// <summary>What one shop did wrong, judged by KantanSim.</summary>
public sealed class ShopAdvice
{
    readonly KantanSimClient client;
    readonly string shopId;

    internal ShopAdvice(KantanSimClient client, string shopId) => (this.client, this.shopId) = (client, shopId);

    /// <summary>Reads all findings, those of the newest payment first.</summary>
    /// <param name="atLeast">This severity and all more serious ones.</param>
    public async Task<IReadOnlyList<Finding>> ListAsync(Severity atLeast = Severity.Hint, CancellationToken cancel = default)
    {
        var found = new List<Finding>();
        string? cursor = null;
        do
        {
            var page = await client.ListAdviceAsync(FilterOf(atLeast), cursor: cursor, cancel: cancel).ConfigureAwait(false);
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
            var page = client.ListAdvice(FilterOf(atLeast), cursor);
            found.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        ThrowIfAny(found);
    }

    /// <inheritdoc cref="AssertClean"/>
    public async Task AssertCleanAsync(Severity atLeast = Severity.Warning, CancellationToken cancel = default) =>
        ThrowIfAny(await ListAsync(atLeast, cancel).ConfigureAwait(false));

    void ThrowIfAny(IReadOnlyList<Finding> found)
    {
        if (found.Count == 0) return;
        var count = found.Count == 1 ? "1 finding" : $"{found.Count} findings";
        throw new ExpectationException($"Shop {shopId} has {count}:\n{string.Join('\n', found.Select(Describe))}");
    }

    static string Describe(Finding finding) =>
        $"- {finding.Severity} {finding.Rule}{(finding.OrderId is { } order ? $", order {order}" : "")}: {finding.Sentence}\n"
        + $"  Fix: {finding.Remedy}\n  {finding.Help}";

    AdviceFilter FilterOf(Severity atLeast) => new()
    {
        ShopId = shopId,
        Severity = string.Join(',', Enum.GetValues<Severity>().Where(one => one <= atLeast)).ToLowerInvariant(),
    };
}
