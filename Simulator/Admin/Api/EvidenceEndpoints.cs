using System.Net.Mime;
using System.Text;
using KantanSim.Evidence;
using KantanSim.Operations;
using KantanSim.Transactions;
using KantanSim.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using FieldError = KantanSim.Operations.FieldError;

namespace KantanSim.Admin.Api;

/// <summary>Files to take away of one transaction.</summary>
internal static class EvidenceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions/{id}/evidence", Html)
            .WithName("GetEvidence")
            .WithSummary("What happened, as one HTML file")
            .WithDescription(
                "Read offline, without scripts: sentences, diagram, messages, notifications with their attempts, advice with fixes, "
                + "the scenario that was played, versions. Secrets are masked. lang is en or ja; when left out, Accept-Language "
                + "says which.")
            .Produces<string>(200, MediaTypeNames.Text.Html)
            .ProducesProblem(404);
        api.MapGet("/transactions/{id}/har", Har)
            .WithName("GetHar")
            .WithSummary("Its HTTP messages, as HAR 1.2")
            .WithDescription(
                "Calls of the shop, requests of browsers to the gateway, and posts to the shop, with their bodies as long as these are "
                + "kept. Secrets are masked. Times are real time; _simulatedTime is that of the shop's clock.")
            .Produces<object>(200, MediaTypeNames.Application.Json)
            .ProducesProblem(404);
        api.MapGet("/transactions/{id}/scenario", Scenario)
            .WithName("GetRunScenario")
            .WithSummary("A scenario file that repeats what happened")
            .WithDescription(
                "YAML with rules, script and expect. What cannot be repeated is said in comments. name is the scenario's name, run-of- "
                + "and the order's ID when left out; description is one sentence. 409 with the reasons: the file would be invalid.")
            .Produces<string>(200, "text/yaml")
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    static async Task<FileContentHttpResult> Html(
        HttpContext http, Ledger ledger, PaymentEvidence evidence, PublicUrl publicUrl, string id, string? lang) =>
        File(await evidence.Html(ledger.Transaction(id), publicUrl.For(http.Request), LanguageOf(http, lang)), "text/html; charset=utf-8");

    static async Task<FileContentHttpResult> Har(
        HttpRequest http, Ledger ledger, PaymentEvidence evidence, PublicUrl publicUrl, string id) =>
        File(await evidence.Har(ledger.Transaction(id), publicUrl.For(http)), MediaTypeNames.Application.Json);

    static async Task<FileContentHttpResult> Scenario(
        Ledger ledger, PaymentEvidence evidence, string id, string? name, string? description) =>
        File(await evidence.Scenario(ledger.Transaction(id), ScenarioTitle.Read(name, description)), "text/yaml; charset=utf-8");

    static FileContentHttpResult File(EvidenceFile file, string type) =>
        TypedResults.File(Encoding.UTF8.GetBytes(file.Text), type, file.FileName);

    static Language LanguageOf(HttpContext http, string? lang) => lang switch
    {
        null or "" => AnswerLanguage.Negotiate(http),
        "en" => Language.En,
        "ja" => Language.Ja,
        _ => throw ProblemException.BadRequest([new FieldError("lang", lang, "en, ja")]),
    };
}
