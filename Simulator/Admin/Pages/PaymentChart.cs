using System.Globalization;
using KantanSim.Operations;
using KantanSim.Transactions;

namespace KantanSim.Admin.Pages;

/// <summary>
/// The template model of the charts above the payment list: payments by the time of their registration, by outcome and by the result of
/// their notifications. Each part of a bar links to the list of its payments.
/// </summary>
internal static class PaymentChart
{
    // Units of the drawing, which is stretched to the width of the page.
    const int BarWidth = 20;
    const int Height = 60;
    const int MinSlots = 12;

    // A part of the bars.
    sealed record Part(string Id, (string En, string Ja) Label, Func<PaymentCounts, int> Count);

    // In the order in which they are stacked, the lowest first.
    static readonly Part[] Outcomes =
    [
        .. new[] { Outcome.Paid, Outcome.InProgress, Outcome.Cancelled, Outcome.Failed }
            .Select(outcome => new Part(PaymentNames.Id(outcome), PaymentListLabels.Of(outcome), counts => counts.Of(outcome))),
    ];

    static readonly Part[] Results =
    [
        .. new[]
            {
                NotificationResult.Delivered, NotificationResult.Pending, NotificationResult.Retrying, NotificationResult.Failed,
                NotificationResult.None,
            }
            .Select(result => new Part(PaymentNames.Id(result), PaymentListLabels.Of(result), counts => counts.Of(result))),
    ];

    /// <returns>Null when there are fewer than two payments.</returns>
    public static Dictionary<string, object?>? Of(IReadOnlyList<PaymentEntry> payments, PaymentListQuery query)
    {
        if (payments.Count < 2) return null;
        var periods = ChartPeriods.Covering(payments.Min(one => one.CreatedAt), payments.Max(one => one.CreatedAt));
        List<Period> all = [.. Enumerable.Range(0, periods.Count).Select(index => new Period(index, new(), periods, query))];
        var whole = new PaymentCounts();
        foreach (var payment in payments)
        {
            all[periods.IndexOf(payment.CreatedAt)].Counts.Add(payment);
            whole.Add(payment);
        }
        return new()
        {
            ["from"] = Readable(periods.FromOf(0)),
            ["to"] = Readable(periods.ToOf(periods.Count - 1)),
            ["width"] = Math.Max(periods.Count, MinSlots) * BarWidth,
            ["charts"] = new[] { Chart("outcome", Outcomes, all, whole, query), Chart("notification", Results, all, whole, query) },
            ["rows"] = all.Where(period => period.Counts.Total > 0).Select(Numbers),
        };
    }

    static Dictionary<string, object?> Chart(
        string name, Part[] parts, List<Period> periods, PaymentCounts whole, PaymentListQuery query)
    {
        var highest = periods.Max(period => period.Counts.Total);
        return new()
        {
            ["name"] = name,
            ["legend"] = parts.Select(part => new Dictionary<string, object?>(PaymentListLabels.Model(part.Id, part.Label))
            {
                ["count"] = Number(part.Count(whole)),
                ["href"] = query.With(name, part.Id).Path,
            }),
            ["bars"] = periods.SelectMany(period => Bar(name, parts, period, highest)),
        };
    }

    static IEnumerable<Dictionary<string, object?>> Bar(string name, Part[] parts, Period period, int highest)
    {
        var below = 0;
        foreach (var part in parts)
        {
            var count = part.Count(period.Counts);
            if (count == 0) continue;
            var (bottom, top) = (Scaled(below), Scaled(below += count));
            yield return new(PaymentListLabels.Model(part.Id, part.Label))
            {
                ["x"] = period.Index * BarWidth,
                ["y"] = Decimal(Height - top),
                ["height"] = Decimal(top - bottom),
                ["time"] = period.Label,
                ["count"] = Number(count),
                ["href"] = period.PathOf(name, part.Id),
            };
        }

        double Scaled(int count) => (double)Height * count / highest;
    }

    static Dictionary<string, object?> Numbers(Period period) => new()
    {
        ["time"] = period.Label,
        ["cells"] = Outcomes.Select(part => Cell("outcome", part, period))
                .Concat(Results.Select(part => Cell("notification", part, period))),
    };

    static Dictionary<string, object?> Cell(string name, Part part, Period period)
    {
        var count = part.Count(period.Counts);
        return new() { ["count"] = count == 0 ? "" : Number(count), ["href"] = period.PathOf(name, part.Id) };
    }

    static string Readable(string time) => time.Replace('T', ' ');

    static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static string Decimal(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    sealed record Period(int Index, PaymentCounts Counts, ChartPeriods Periods, PaymentListQuery Query)
    {
        public string Label => Periods.FromOf(Index) == Periods.ToOf(Index)
            ? Readable(Periods.FromOf(Index))
            : $"{Readable(Periods.FromOf(Index))} – {Readable(Periods.ToOf(Index))}";

        /// <summary>The list of the period's payments with one outcome or result.</summary>
        public string PathOf(string name, string id) =>
            Query.With("from", Periods.FromOf(Index)).With("to", Periods.ToOf(Index)).With(name, id).Path;
    }
}
