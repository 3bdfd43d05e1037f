using System.Net.Http.Headers;
using System.Text;
using Request = WireMock.RequestBuilders.Request;
using Response = WireMock.ResponseBuilders.Response;

namespace KantanSim.Tests.Infrastructure;

/// <summary>Pages by HTTP, without a browser, and the responses of the merchant's server.</summary>
public sealed partial class SimulatorFixture
{
    /// <summary>Sets the body of the merchant's responses.</summary>
    public void MerchantSays(string body)
    {
        Merchant.ResetMappings();
        Merchant.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithStatusCode(200).WithBody(body));
    }

    /// <summary>The HTML of a page in English.</summary>
    public async Task<string> Page(string path)
    {
        using var answer = await Get(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Posts a URL-encoded form, without following redirects.</summary>
    public async Task<HttpResponseMessage> PostForm(string path, string form, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(form, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        request.Headers.Add("Accept-Language", "en");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
