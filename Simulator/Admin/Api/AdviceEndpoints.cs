using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Operations;
using Microsoft.AspNetCore.Http.HttpResults;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>What the shops did wrong.</summary>
internal static class AdviceEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/advice", List)
            .WithSummary("What the shops did wrong, newest payment first")
            .WithDescription(
                "Filters: shopId, accessId, severity (error, warning, review, hint; several with commas), rule, since (simulated time). "
                + "A page can have more findings than limit: those of one payment stay together.");

    static async Task<Ok<Listing<AdviceView>>> List(
        AdviceList advice, AdviceEvidence evidence, string? shopId, string? accessId, string? severity, string? rule, string? since,
        string? limit, string? cursor)
    {
        var filter = new AdviceFilter(shopId, accessId, ParseSeverities(severity), ParseRule(rule), ListParameters.ParseTime("since", since));
        var page = await advice.Newest(filter, ListParameters.ParseCursor(cursor), ListParameters.ParseLimit(limit));
        return TypedResults.Ok(new Listing<AdviceView>(
            [.. evidence.Of(page.Items).Select(one => AdviceView.Of(one.Found, one.Steps))], ListParameters.FormatCursor(page.Next)));
    }

    static List<Severity> ParseSeverities(string? list)
    {
        List<Severity> severities = [];
        foreach (var name in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<Severity>(name, ignoreCase: true, out var severity) || !Enum.IsDefined(severity) || char.IsAsciiDigit(name[0]))
                throw ProblemException.BadRequest([new FieldError("severity", name, "error, warning, review or hint")]);
            severities.Add(severity);
        }
        return severities;
    }

    static string? ParseRule(string? rule)
    {
        if (string.IsNullOrEmpty(rule) || RuleCatalog.Find(rule) is not null) return rule;
        throw ProblemException.BadRequest([new FieldError("rule", rule, string.Join(", ", RuleCatalog.All.Select(known => known.Id)))]);
    }
}
