using System.Net;
using System.Text.RegularExpressions;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>The response of a dashboard page or form.</summary>
internal sealed record DeskResponse(int Http, string Html, string Location)
{
    /// <summary>The page without its tags.</summary>
    public string Text => Regex.Replace(Regex.Replace(Html, "<[^>]*>", " "), "\\s+", " ");

    public static async Task<DeskResponse> Get(SimulatorFixture simulated, string path) => await Of(await simulated.Get(path));

    public static async Task<DeskResponse> Post(SimulatorFixture simulated, string path, params (string Name, string Value)[] fields) =>
        await Of(await simulated.Post(path, fields));

    static async Task<DeskResponse> Of(HttpResponseMessage answer)
    {
        using (answer)
        {
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return new((int)answer.StatusCode, html, $"{answer.Headers.Location}");
        }
    }
}
