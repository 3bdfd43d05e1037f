using System.Collections.Immutable;
using KantanSim.Check.Files;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Cases;

/// <summary>Reads the steps under <c>drive</c>: a word, or a mapping whose first key is the step.</summary>
internal sealed class DriveReader(YamlSection section, DiagnosticBag diagnostics)
{
    const int MaxTimes = 20;
    const int MaxParts = 366;

    static readonly IReadOnlyList<string> Steps =
    [
        "place", "consumer", "act", "advance", "advanceTo", "settle", "hook", "together", "inTurn", "forge", "resend",
        "connectivityTest", "expire", "contract",
    ];

    static readonly IReadOnlyList<string> Actions = ["play", "approve", "cancel", "abandon", "end"];
    static readonly IReadOnlyList<string> Statuses =
        ["AUTH", "CAPTURE", "SALES", "CANCEL", "PAYFAIL", "EXPIRED", "REQSUCCESS", "AUTHPROCESS"];
    static readonly IReadOnlyList<string> Contracts = ["Contracted", "Pending", "None"];
    static readonly IReadOnlyList<string> Methods = ["POST", "GET"];

    public ImmutableArray<DriveStep> Read(YamlNode list)
    {
        if (list is YamlSequenceNode steps) return [.. steps.Select(Step).OfType<DriveStep>()];
        diagnostics.Add(list.Start, DiagnosticCode.WrongType, "\"drive\" takes a list");
        return [];
    }

    DriveStep? Step(YamlNode node)
    {
        if (node is YamlScalarNode) return Word(node);
        if (node is not YamlMappingNode { Children: { Count: > 0 } lines }) return Invalid(node);
        var name = section.OneOf(lines.First().Key, "drive", Steps, word => word);
        return name switch
        {
            null => null,
            "place" => Place(lines.First().Value),
            "consumer" => Consumer(Section(node, "consumer", "points", "coupon", "payment")),
            "act" => Act(Section(node, "act", "times", "order", "percent")),
            "advance" => Advance(Section(node, "advance", "parts")),
            "advanceTo" => Section(node, "advanceTo").Time("advanceTo") is { } time ? new DriveStep.AdvanceTo(time) : null,
            "hook" => Named(node, "hook", HookNames.All) is { } hook ? new DriveStep.Hook(hook) : null,
            "together" => new DriveStep.Together(Read(lines.First().Value)),
            "inTurn" => new DriveStep.InTurn(Read(lines.First().Value)),
            "forge" => Forge(Section(node, "forge", "fields", "empty", "repeat", "body", "method")),
            "resend" => Named(node, "resend", Statuses) is { } status ? new DriveStep.Resend(status) : null,
            "contract" => Named(node, "contract", Contracts) is { } state ? new DriveStep.Contract(state) : null,
            _ => Word(lines.First().Key),
        };
    }

    DriveStep? Word(YamlNode node) => section.OneOf(node, "drive", Steps, word => word) switch
    {
        "place" => new DriveStep.Place(),
        "settle" => new DriveStep.Settle(),
        "connectivityTest" => new DriveStep.ConnectivityTest(),
        "expire" => new DriveStep.Expire(),
        null => null,
        _ => Invalid(node),
    };

    DriveStep.Place? Place(YamlNode value)
    {
        if (section.GetSection(value, "place", ["amount", "item", "times"]) is not { } place) return null;
        return new()
        {
            Amount = (int?)place.Number("amount", 1, 99_999_999),
            Item = place.Text("item"),
            Times = Times(place),
        };
    }

    DriveStep.Consumer? Consumer(YamlSection step)
    {
        if (step.OneOf(step["consumer"]!, "consumer", Actions, word => word) is not { } action) return null;
        return new(action)
        {
            Points = step.Text("points"),
            Coupon = step.Text("coupon"),
            Payment = (int?)step.Number("payment", 1, MaxTimes),
        };
    }

    DriveStep.Act? Act(YamlSection step)
    {
        if (step.OneOf(step["act"]!, "act", ActNames.All, word => word) is not { } name) return null;
        return new(name)
        {
            Times = Times(step),
            Order = (int?)step.Number("order", 1, MaxTimes),
            Percent = (int?)step.Number("percent", 1, 200),
        };
    }

    static DriveStep.Advance? Advance(YamlSection step) => step.Delay(step["advance"]!, "advance") is { } by
        ? new(by.From, (int)(step.Number("parts", 1, MaxParts) ?? 1))
        : null;

    DriveStep.Forge? Forge(YamlSection step)
    {
        if (EnumWords.Read<MessageTarget>(step, step["forge"]!, "forge") is not { } target) return null;
        var forge = new DriveStep.Forge(target);
        if (step["fields"] is { } fields && step.Texts(fields, "fields") is { } texts) forge = forge with { Fields = texts };
        forge = forge with { Empty = step.List("empty") ?? [], Repeat = step.List("repeat") ?? [] };
        if (step["body"] is { } body && EnumWords.Read<MessageBody>(step, body, "body") is { } kind) forge = forge with { Body = kind };
        if (step["method"] is { } method && step.OneOf(method, "method", Methods, word => word) is { } verb)
            forge = forge with { Method = verb };
        return forge;
    }

    string? Named(YamlNode node, string key, IReadOnlyList<string> names)
    {
        var step = Section(node, key);
        return step.OneOf(step[key]!, key, names, word => word);
    }

    static int Times(YamlSection step) => (int)(step.Number("times", 1, MaxTimes) ?? 1);

    YamlSection Section(YamlNode node, params IReadOnlyList<string> keys) => new((YamlMappingNode)node, diagnostics, keys);

    DriveStep? Invalid(YamlNode node)
    {
        var message = $"a step is a word, or a mapping that begins with one of {DiagnosticBag.List(Steps)}";
        diagnostics.Add(node.Start, DiagnosticCode.WrongType, message);
        return null;
    }
}
