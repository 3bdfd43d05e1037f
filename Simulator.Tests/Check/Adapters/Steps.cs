using System.Collections.Immutable;
using System.Text.Json;
using KantanSim.Check.Adapters;
using KantanSim.Check.Files;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Check.Adapters;

/// <summary>Short forms for tests of the shop's door.</summary>
internal static class Steps
{
    public static StepVariables Variables(params (string Name, string Value)[] values) =>
        StepVariables.Empty.With(values.Select(value => KeyValuePair.Create(value.Name, value.Value)));

    public static ShopStep.Http Get(string url, params (string Name, string Source)[] keep) => Http("GET", url, keep);

    public static ShopStep.Http Http(string method, string url, params (string Name, string Source)[] keep) =>
        new(method, url) { Keep = keep.ToImmutableDictionary(one => one.Name, one => one.Source) };

    public static ShopStep.Command Bash(string script, params (string Name, string Source)[] keep) =>
        new(["bash", "-c", script]) { Keep = keep.ToImmutableDictionary(one => one.Name, one => one.Source) };

    public static ImmutableArray<KeyValuePair<string, string>> Form(params (string Name, string Value)[] fields) =>
        [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];

    public static ShopDoor Door() => new(Path.GetTempPath(), HangGuard.Limit);

    /// <summary>What one step at a door of its own keeps.</summary>
    public static async Task<ImmutableDictionary<string, string>> Kept(ShopStep step, StepVariables? variables = null) =>
        (await Run(step, variables)).Kept;

    /// <summary>The request as the echo shop received it.</summary>
    public static async Task<JsonElement> Echo(ShopStep step, StepVariables? variables = null)
    {
        var kept = await Kept(step with { Keep = step.Keep.SetItem("all", "/(?s)(.*)/") }, variables);
        return JsonDocument.Parse(kept["all"]).RootElement;
    }

    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString()! : "";

    public static string Header(this JsonElement echo, string name) => echo.GetProperty("headers").Text(name);

    public static async Task<StepResult> Run(ShopStep step, StepVariables? variables = null)
    {
        await using var door = Door();
        return await door.Run(step, variables ?? StepVariables.Empty, TestContext.Current.CancellationToken);
    }

    public static async Task<string> Fault(ShopStep step, StepVariables? variables = null) =>
        (await Assert.ThrowsAsync<AdapterException>(() => Run(step, variables))).Message;
}
