using System.Reflection;
using System.Text.Json.Nodes;
using KantanSim.Client;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Packages.Client;

/// <summary>The package KantanSim.Client has a method for each operation of the control API, which calls it.</summary>
public sealed class ClientOperationTests
{
    [Fact]
    public async Task Each_operation_has_a_method_that_sends_it()
    {
        await using var simulated = await SimulatorFixture.Start();
        using var answer = await simulated.Get("/openapi/v1.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var operations =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select $"{(string?)operation.Value!["operationId"]}: {Describe(operation.Key, path.Key, operation.Value!)}";
        var methods = typeof(KantanSimClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Where(method => method.Name != nameof(KantanSimClient.NewShopAsync));
        var calls = new List<string>();
        foreach (var method in methods) calls.Add($"{method.Name[..^"Async".Length]}: {await RequestOf(method)}");
        Assert.Equal(operations.Order(StringComparer.Ordinal), calls.Order(StringComparer.Ordinal));
    }

    // VERB /path?parameters, with X for each id in the path.
    static string Describe(string verb, string path, JsonNode operation)
    {
        var query = (operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] == "query")
            .Select(parameter => (string)parameter!["name"]!)
            // The client sends the shop in the body of these.
            .Where(name => !(operation["requestBody"] is not null && path.StartsWith("/api/clock", StringComparison.Ordinal)));
        var ids = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "X" : part));
        return $"{verb.ToUpperInvariant()} {ids}?{string.Join('&', query.Order(StringComparer.Ordinal))}";
    }

    static async Task<string> RequestOf(MethodInfo method)
    {
        using var recorder = new Recorder();
        using var client = new KantanSimClient(new HttpClient(recorder) { BaseAddress = new("http://127.0.0.1") });
        var result = method.Invoke(client, [.. method.GetParameters().Select(Sample)]);
        try
        {
            if (result is Task task) await task;
            else await foreach (var _ in (IAsyncEnumerable<Change>)result!) break;
        }
        catch (KantanSimException)
        {
            // The recorder refuses every call.
        }
        var sent = recorder.Sent!;
        var names = sent.RequestUri!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')[0]);
        return $"{sent.Method} {sent.RequestUri.AbsolutePath}?{string.Join('&', names.Order(StringComparer.Ordinal))}";
    }

    static object? Sample(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(string)) return "X";
        if (type == typeof(CancellationToken)) return TestContext.Current.CancellationToken;
        if (type.IsValueType) return type == typeof(int) ? 1 : Activator.CreateInstance(type);
        var sample = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            property.SetValue(sample, Value(property.PropertyType));
        return sample;
    }

    static object? Value(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(string)) return "X";
        if (value == typeof(bool)) return true;
        return value.IsValueType ? Activator.CreateInstance(value) : null;
    }

    sealed class Recorder : HttpMessageHandler
    {
        public HttpRequestMessage? Sent { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent = request;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Conflict) { Content = new StringContent("{}") });
        }
    }
}
