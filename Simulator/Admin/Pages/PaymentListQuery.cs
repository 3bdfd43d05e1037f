using System.Globalization;
using KantanSim.Operations;

namespace KantanSim.Admin.Pages;

/// <summary>The query of the payment list: filter, order and page. Everything that the list shows can be linked to.</summary>
/// <param name="Sort">As <see cref="PaymentOrder"/> writes it; empty for the newest first.</param>
/// <param name="Page">From 1.</param>
/// <param name="Before">Only payments with a smaller number, read from the database; null for those of the index.</param>
internal sealed record PaymentListQuery(PaymentFilterText Filter, string Sort, int Page, long? Before)
{
    // The parts of the filter with their names in the query.
    static readonly (string Name, Func<PaymentFilterText, string> Get, Func<PaymentFilterText, string, PaymentFilterText> Set)[] Parts =
    [
        ("shopId", filter => filter.ShopId, (filter, value) => filter with { ShopId = value }),
        ("orderId", filter => filter.OrderId, (filter, value) => filter with { OrderId = value }),
        ("status", filter => filter.Status, (filter, value) => filter with { Status = value }),
        ("outcome", filter => filter.Outcome, (filter, value) => filter with { Outcome = value }),
        ("scenario", filter => filter.Scenario, (filter, value) => filter with { Scenario = value }),
        ("notification", filter => filter.Notification, (filter, value) => filter with { Notification = value }),
        ("attention", filter => filter.Attention, (filter, value) => filter with { Attention = value }),
        ("severity", filter => filter.Severity, (filter, value) => filter with { Severity = value }),
        ("rule", filter => filter.Rule, (filter, value) => filter with { Rule = value }),
        ("from", filter => filter.From, (filter, value) => filter with { From = value }),
        ("to", filter => filter.To, (filter, value) => filter with { To = value }),
    ];

    /// <summary>A page or cursor that is no number counts as the first page.</summary>
    public static PaymentListQuery Of(IQueryCollection query)
    {
        var filter = Parts.Aggregate(new PaymentFilterText(), (all, part) => part.Set(all, $"{query[part.Name]}".Trim()));
        var isPage = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page);
        var isCursor = long.TryParse(query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before);
        if (PaymentFilterText.IsNo(filter.Attention)) filter = filter with { Attention = "" };
        var sort = $"{query["sort"]}";
        return new(filter, sort == $"{PaymentOrder.NewestFirst}" ? "" : sort, isPage ? Math.Max(1, page) : 1, isCursor ? before : null);
    }

    public bool IsFiltered => Filter != new PaymentFilterText();

    /// <summary>The parts of the filter that are set, by their names.</summary>
    public IEnumerable<KeyValuePair<string, string>> SetParts =>
        Parts.Select(part => KeyValuePair.Create(part.Name, part.Get(Filter))).Where(part => part.Value.Length > 0);

    /// <summary>All parts of the filter, by their names.</summary>
    public Dictionary<string, object?> Model() => Parts.ToDictionary(part => part.Name, part => (object?)part.Get(Filter));

    /// <summary>The first page with one part of the filter changed.</summary>
    public PaymentListQuery With(string name, string value) =>
        this with { Filter = Parts.Single(part => part.Name == name).Set(Filter, value), Page = 1, Before = null };

    /// <summary>Payments with smaller numbers, from the database: they have no other order than the newest first.</summary>
    public PaymentListQuery OlderThan(long number) => this with { Sort = "", Page = 1, Before = number };

    /// <summary>The path and query of the page.</summary>
    public string Path
    {
        get
        {
            var query = SetParts.Aggregate(new QueryString(), (all, part) => all.Add(part.Key, part.Value));
            if (Sort.Length > 0) query = query.Add("sort", Sort);
            if (Page > 1) query = query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
            if (Before is { } number) query = query.Add("before", number.ToString(CultureInfo.InvariantCulture));
            return $"/{query}";
        }
    }
}
