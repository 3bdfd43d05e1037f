using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>The parameters of a list of findings, as text; null: left out.</summary>
internal sealed record AdviceQuery(
    string? ShopId, string? AccessId, string? Severity, string? Rule, string? Since, string? Limit, string? Cursor);

/// <summary>What the shops did wrong.</summary>
internal static class AdviceEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/advice", List)
            .WithName("ListAdvice")
            .WithSummary("What the shops did wrong, newest payment first")
            .WithDescription(
                "Filters: shopId (an unknown one gives an empty list), accessId, severity (exactly those named: error, warning, review, "
                + "hint; several with commas), rule, since (simulated time, ISO 8601; without an offset it is JST). "
                + "Sentences show times in JST. "
                + "Title, sentence, why, remedy and help are Japanese where Accept-Language prefers it; Content-Language says which. "
                + "A page can have more findings than limit: those of one payment stay together.");

    static async Task<Ok<Listing<AdviceView>>> List(
        HttpContext http, AdviceList advice, AdviceEvidence evidence, string? shopId, string? accessId, string? severity, string? rule,
        string? since, string? limit, string? cursor)
    {
        var query = new AdviceQuery(shopId, accessId, severity, rule, since, limit, cursor);
        return TypedResults.Ok(await Page(advice, evidence, query, AnswerLanguage.Negotiate(http) == Language.Ja));
    }

    /// <summary>One page of the findings that a query selects.</summary>
    /// <exception cref="ProblemException">400.</exception>
    public static async Task<Listing<AdviceView>> Page(AdviceList advice, AdviceEvidence evidence, AdviceQuery query, bool isJapanese)
    {
        var filter = new AdviceFilter(
            query.ShopId, query.AccessId, ParseSeverities(query.Severity), ParseRule(query.Rule),
            ListParameters.ParseTime("since", query.Since));
        var page = await advice.Newest(filter, ListParameters.ParseCursor(query.Cursor), ListParameters.ParseLimit(query.Limit));
        return new(
            [.. evidence.Of(page.Items).Select(one => AdviceView.Of(one.Found, one.Steps, isJapanese))],
            ListParameters.FormatCursor(page.Next));
    }

    static List<Severity> ParseSeverities(string? list)
    {
        List<Severity> severities = [];
        foreach (var name in (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (SeverityId.Parse(name) is not { } severity)
                throw ProblemException.BadRequest([new FieldError("severity", name, string.Join(", ", SeverityId.All))]);
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
