using System.Collections.Immutable;
using KantanSim.Scenarios.Files;

namespace KantanSim.Check.Files;

/// <summary>Reads <c>hooks</c>: what can be done to the shop.</summary>
internal sealed class HookReader(YamlSection root, DiagnosticBag diagnostics)
{
    public ImmutableDictionary<string, ShopStep> Read()
    {
        if (root.GetSection("hooks", [.. HookNames.All]) is not { } hooks) return [];
        CheckPair(hooks, HookNames.Break, HookNames.Mend);
        CheckPair(hooks, HookNames.Mend, HookNames.Break);
        return HookNames.All
            .Where(name => hooks[name] is not null)
            .Select(name => (Name: name, Step: new ShopStepReader(new(diagnostics, VariableNames.Hook)).ReadShort(hooks[name]!, name)))
            .Where(hook => hook.Step is not null)
            .ToImmutableDictionary(hook => hook.Name, hook => hook.Step!);
    }

    void CheckPair(YamlSection hooks, string given, string other)
    {
        if (hooks[given] is { } node && hooks[other] is null)
            diagnostics.Add(node.Start, DiagnosticCode.MissingKey, $"\"{given}\" needs \"{other}\"");
    }
}
