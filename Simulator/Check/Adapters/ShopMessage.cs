using System.Net.Http.Headers;

namespace KantanSim.Check.Adapters;

/// <summary>Converts requests and answers to the types of <see cref="HttpClient"/>, with the cookies of a visit.</summary>
internal static class ShopMessage
{
    /// <exception cref="AdapterException">A header is not allowed.</exception>
    public static HttpRequestMessage Of(ShopRequest request, ShopVisit visit)
    {
        var message = new HttpRequestMessage(request.Method, request.Url);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(body.Bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(body.ContentType) } };
        foreach (var (name, value) in request.Headers) Add(message, name, value);
        AddDefault(message, "User-Agent", "KantanSim-check");
        AddDefault(message, "Cookie", visit.Cookies.GetCookieHeader(request.Url));
        return message;
    }

    /// <summary>Reads an answer and takes its cookies.</summary>
    public static async Task<ShopAnswer> Read(HttpResponseMessage response, Uri url, ShopVisit visit, CancellationToken cancel)
    {
        var body = new BoundedBytes();
        await body.Read(await response.Content.ReadAsStreamAsync(cancel), isWholeRead: false, cancel);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));
        var answer = new ShopAnswer(response.StatusCode, url, [.. headers], body.ToArray());
        foreach (var (name, value) in answer.Headers)
            if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)) visit.SetCookie(url, value);
        return answer;
    }

    static void Add(HttpRequestMessage message, string name, string value)
    {
        // Else HttpClient would leave the header out.
        if (value.Any(char.IsControl)) throw new AdapterException($"The header {name} cannot have a value with control characters.");
        if (message.Headers.TryAddWithoutValidation(name, value)) return;
        // A header that belongs to a body, such as Content-Type, replaces that of the step's form or JSON.
        message.Content ??= new ByteArrayContent([]);
        message.Content.Headers.Remove(name);
        if (!message.Content.Headers.TryAddWithoutValidation(name, value)) throw new AdapterException($"The header {name} cannot be sent.");
    }

    static void AddDefault(HttpRequestMessage message, string name, string value)
    {
        if (value.Length > 0 && !message.Headers.NonValidated.Contains(name)) message.Headers.TryAddWithoutValidation(name, value);
    }
}
