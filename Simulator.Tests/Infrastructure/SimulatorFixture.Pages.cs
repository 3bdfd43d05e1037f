using System.Net.Http.Headers;
using System.Text;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Infrastructure;

/// <summary>The pages by HTTP, as a browser without a script has them.</summary>
public sealed partial class SimulatorFixture
{
    /// <summary>What the merchant's server answers from now on.</summary>
    public void MerchantSays(string body)
    {
        Merchant.ResetMappings();
        Merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody(body));
    }

    public async Task<string> Page(string path)
    {
        using var answer = await Get(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Posts a form as it is written; redirects are not followed.</summary>
    public async Task<HttpResponseMessage> PostForm(string path, string form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(form, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded")) };
        request.Headers.Add("Accept-Language", "en");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
