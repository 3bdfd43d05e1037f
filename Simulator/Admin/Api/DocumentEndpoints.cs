using KantanSim.Operations;
using KantanSim.Web;

namespace KantanSim.Admin.Api;

/// <summary>
/// <c>/llms.txt</c> (https://llmstxt.org), and the documents that it links to, as Markdown. Both are those of this version of the program.
/// </summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes.MapGroup("").WithAudience(Audience.Operator).ExcludeFromDescription();
        documents.MapGet("/llms.txt", () => Results.Text(EmbeddedFiles.Text("llms.txt"), "text/plain; charset=utf-8"));
        documents.MapGet("/docs/{name}.md", (string name) => Document($"docs/{name}.md"));
        documents.MapGet("/docs/ja/{name}.md", (string name) => Document($"docs/ja/{name}.md"));
    }

    static IResult Document(string path) => EmbeddedFiles.Has(path)
        ? Results.Text(EmbeddedFiles.Text(path), "text/markdown; charset=utf-8")
        : throw ProblemException.NotFound("document", path);
}
