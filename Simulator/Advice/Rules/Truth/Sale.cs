using KantanSim.Transactions;

namespace KantanSim.Advice.Rules.Truth;

/// <summary>A call of RecruitSales by the shop, and what the shop had been told by then.</summary>
internal sealed class Sale
{
    /// <summary>The first sales are judged. A shop that tries more often has learnt nothing in between.</summary>
    const int MaxSales = 20;

    Sale(History history, Observation call)
    {
        Call = call;
        var reports = Reports.Before(history, call);
        IsResultKnown = reports.Exists(report => report.IsPaid && report.Forged.Length == 0);
        ReportAgainstSale = reports.FindLast(report => report is { Status: "CANCEL", IsRead: true, Forged: "" }) ?? Believed(reports);
    }

    public Observation Call { get; }

    /// <summary>Whether the shop had been told, truly, that the payment was made.</summary>
    public bool IsResultKnown { get; }

    /// <summary>
    /// The report after which the shop should not have sold: of a cancel that it has read; or, while no true report said that the payment
    /// was made, a forged one that said so, or one of a failure. Null for none.
    /// </summary>
    public Report? ReportAgainstSale { get; }

    /// <summary>Whether the gateway has refused it.</summary>
    public bool IsRefused => Call.Errors.Count > 0;

    /// <summary>What the shop did, as the verb of a sentence.</summary>
    public Note Did => IsRefused ? new("tried to sell", "実売上を試みました") : new("sold", "実売上を行いました");

    /// <summary>The shop's first sales of a payment, oldest first. A contract has none.</summary>
    public static IEnumerable<Sale> Of(History history) => history.Payment is { JobCd: "AUTH" or "CAPTURE" }
        ? history.Calls.Where(call => call.Api == "RecruitSales").Take(MaxSales).Select(call => new Sale(history, call))
        : [];

    Report? Believed(List<Report> reports) => IsResultKnown
        ? null
        : reports.FindLast(report => report is { IsPaid: true, Forged.Length: > 0 }) ?? reports.FindLast(report => report.IsFailed);
}
