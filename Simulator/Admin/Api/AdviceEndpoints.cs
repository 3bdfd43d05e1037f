using KantanSim.Advice;
using KantanSim.Advice.Rules;
using KantanSim.Operations;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

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
        var filter = new AdviceFilter(
            shopId, accessId, ParseSeverities(severity), ParseRule(rule), ListParameters.ParseTime("since", since));
        var page = await advice.Newest(filter, ListParameters.ParseCursor(cursor), ListParameters.ParseLimit(limit));
        var isJapanese = AnswerLanguage.Negotiate(http) == Language.Ja;
        return TypedResults.Ok(new Listing<AdviceView>(
            [.. evidence.Of(page.Items).Select(one => AdviceView.Of(one.Found, one.Steps, isJapanese))],
            ListParameters.FormatCursor(page.Next)));
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
