using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KantanSim.Client;

/// <summary>Sends the calls of the control API and reads the answers.</summary>
internal sealed class ControlApi(HttpClient http)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Task<T> Get<T>(string path, CancellationToken cancel) => Send<T>(HttpMethod.Get, path, null, cancel);

    /// <param name="body">Serialized as JSON; null: no body.</param>
    /// <exception cref="KantanSimException">KantanSim refuses, or does not answer.</exception>
    public async Task<T> Send<T>(HttpMethod verb, string path, object? body, CancellationToken cancel)
    {
        using var answer = await Send(verb, path, body, HttpCompletionOption.ResponseContentRead, cancel).ConfigureAwait(false);
        return Read<T>(await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
    }

    /// <inheritdoc cref="Send{T}" path="/param|/exception"/>
    public async Task Send(HttpMethod verb, string path, object? body, CancellationToken cancel) =>
        (await Send(verb, path, body, HttpCompletionOption.ResponseContentRead, cancel).ConfigureAwait(false)).Dispose();

    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="Send{T}" path="/exception"/>
    public async Task<byte[]> GetBytes(string path, CancellationToken cancel)
    {
        using var answer = await Send(HttpMethod.Get, path, null, HttpCompletionOption.ResponseContentRead, cancel).ConfigureAwait(false);
        return await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Reads without an await, for assertions that are not asynchronous.</summary>
    /// <inheritdoc cref="Send{T}" path="/exception"/>
    public T GetNow<T>(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        try
        {
            using var answer = http.Send(request);
            using var reader = new StreamReader(answer.Content.ReadAsStream());
            var text = reader.ReadToEnd();
            return answer.IsSuccessStatusCode ? Read<T>(text) : throw Refusal(request, answer, text);
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or ObjectDisposedException)
        {
            throw NoAnswer(fault);
        }
    }

    /// <param name="completion">Whether to wait for the whole body.</param>
    /// <inheritdoc cref="Send{T}" path="/param|/exception"/>
    public async Task<HttpResponseMessage> Send(
        HttpMethod verb, string path, object? body, HttpCompletionOption completion, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(verb, path);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        try
        {
            var answer = await http.SendAsync(request, completion, cancel).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer) throw Refusal(request, answer, await answer.Content.ReadAsStringAsync(cancel).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is HttpRequestException or ObjectDisposedException
            || (fault is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw NoAnswer(fault);
        }
    }

    /// <exception cref="KantanSimException">The text is no JSON of this type.</exception>
    public T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json) ?? throw new JsonException("The answer is empty.");
        }
        catch (JsonException fault)
        {
            throw new KantanSimException($"{http.BaseAddress} does not answer as KantanSim does: {fault.Message}", inner: fault);
        }
    }

    static KantanSimException Refusal(HttpRequestMessage request, HttpResponseMessage answer, string body)
    {
        var problem = ReadProblem(body);
        var reason = problem?.Detail ?? $"HTTP {(int)answer.StatusCode} to {request.Method} {request.RequestUri}: {body}";
        return new(reason, answer.StatusCode, problem?.Errors, problem?.Transaction);
    }

    static Problem? ReadProblem(string body)
    {
        try { return JsonSerializer.Deserialize<Problem>(body, Json); }
        catch (JsonException) { return null; }
    }

    KantanSimException NoAnswer(Exception fault) =>
        new($"KantanSim does not answer at {http.BaseAddress}: {fault.Message.TrimEnd('.')}.", inner: fault) { IsNotReached = true };

    sealed record Problem(string? Detail, IReadOnlyList<InvalidValue>? Errors, Transaction? Transaction);
}
