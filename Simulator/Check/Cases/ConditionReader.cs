using System.Collections.Immutable;
using System.Globalization;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Cases;

/// <summary>Reads the conditions under <c>reached</c>, <c>must</c> and <c>should</c>: a word, or a mapping whose first key is it.</summary>
/// <param name="steps">The number of steps of the case.</param>
internal sealed class ConditionReader(YamlSection section, DiagnosticBag diagnostics, int steps)
{
    const int MaxCount = 1_000;

    static readonly IReadOnlyList<string> Names =
    [
        "order", "shipped", "amountAgrees", "paidOrders", "payment", "payments", "calls", "growingPauses",
        "answered", "noAdvice", "survives",
        "played", "notified", "done", "accepted", "books", "deposits", "monthsAgree", "broke", "anyOf",
    ];

    static readonly IReadOnlyList<string> Replies = ["0", "not 0"];

    public ImmutableArray<Condition> Read(YamlNode list, string key)
    {
        if (list is YamlSequenceNode { Children.Count: > 0 } items) return [.. items.Select(item => One(item, key)).OfType<Condition>()];
        diagnostics.Add(list.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a list that is not empty");
        return [];
    }

    Condition? One(YamlNode node, string key)
    {
        if (node is YamlScalarNode) return Word(node, key);
        if (node is not YamlMappingNode { Children: { Count: > 0 } lines }) return Invalid(node, key);
        var value = lines.First().Value;
        return section.OneOf(lines.First().Key, key, Names, word => word) switch
        {
            null => null,
            "order" => Order(Section(node, "order", "index", "after", "of")),
            "shipped" => Range(value, "shipped") is var (from, to) ? new Condition.Shipped(from, to) : null,
            "paidOrders" => Range(value, "paidOrders") is var (from, to) ? new Condition.PaidOrders(from, to) : null,
            "payment" => Payment(Section(node, "payment", "index")),
            "payments" => Payments(value),
            "calls" => Calls(value),
            "growingPauses" => section.Text(value, "growingPauses") is { } api ? new Condition.GrowingPauses(api) : null,
            "answered" => Answered(Section(node, "answered", "first", "last", "every", "within", "before")),
            "noAdvice" => new Condition.NoAdvice(Texts(value, "noAdvice")),
            "survives" => Survives(Section(node, "survives", "refusalIsGood")),
            "played" => new Condition.Played([.. Texts(value, "played").Select(Integer).OfType<int>()]),
            "notified" => Notified(Section(node, "notified", "times")),
            "done" => StepNumber(node, "done") is { } step ? new Condition.Done(step) : null,
            "accepted" => StepNumber(node, "accepted") is { } step ? new Condition.Accepted(step) : null,
            "anyOf" => new Condition.AnyOf(Read(value, "anyOf")),
            _ => Invalid(node, key),
        };
    }

    Condition? Word(YamlNode node, string key) => section.OneOf(node, key, Names, word => word) switch
    {
        null => null,
        "amountAgrees" => new Condition.AmountAgrees(),
        "noAdvice" => new Condition.NoAdvice([]),
        "played" => new Condition.Played([]),
        "books" => new Condition.Books(),
        "deposits" => new Condition.Deposits(),
        "broke" => new Condition.Broke(),
        "monthsAgree" => new Condition.MonthsAgree(),
        _ => Invalid(node, key),
    };

    Condition.Order? Order(YamlSection at)
    {
        var value = at["order"]!;
        var items = value is YamlSequenceNode list ? list.Children : [value];
        ImmutableArray<OrderWord> words = [.. items.Select(item => EnumWords.Read<OrderWord>(at, item, "order")).OfType<OrderWord>()];
        if (words.IsEmpty) return null;
        return new(words)
        {
            Index = (int?)at.Number("index", 1, MaxCount),
            After = (int?)at.Number("after", 1, steps),
            Of = at.Text("of"),
        };
    }

    Condition.Payment Payment(YamlSection at) =>
        new(Texts(at["payment"]!, "payment")) { Index = (int?)at.Number("index", 1, MaxCount) };

    Condition.Payments? Payments(YamlNode value)
    {
        if (section.GetSection(value, "payments", ["status", "atLeast", "atMost", "count"]) is not { } at) return null;
        var (from, to) = Bounds(at);
        return new(at["status"] is { } status ? Texts(status, "status") : [], from, to);
    }

    Condition.Calls? Calls(YamlNode value)
    {
        string[] keys = ["api", "outcome", "atLeast", "atMost", "count", "after", "before"];
        if (section.GetSection(value, "calls", keys) is not { } at) return null;
        var (from, to) = Bounds(at);
        return new(at["api"] is { } api ? Texts(api, "api") : [], at.Text("outcome"), from, to)
        {
            After = (int?)at.Number("after", 1, steps),
            Before = (int?)at.Number("before", 1, steps),
        };
    }

    Condition.Answered Answered(YamlSection at)
    {
        var statuses = Texts(at["answered"]!, "answered");
        return new(statuses is ["any"] ? [] : statuses)
        {
            First = Reply(at, "first"),
            Last = Reply(at, "last"),
            Every = Reply(at, "every"),
            Within = at["within"] is { } within ? at.Delay(within, "within")?.From : null,
            Before = (int?)at.Number("before", 1, steps),
        };
    }

    static string? Reply(YamlSection at, string key) => at[key] is { } value ? at.OneOf(value, key, Replies, word => word) : null;

    static Condition.Survives? Survives(YamlSection at)
    {
        if (EnumWords.Read<MessageTarget>(at, at["survives"]!, "survives") is not { } target) return null;
        return new(target, at["refusalIsGood"] is { } flag && at.Flag(flag, "refusalIsGood") == true);
    }

    Condition.Notified Notified(YamlSection at) =>
        new(Texts(at["notified"]!, "notified"), (int)(at.Number("times", 1, MaxCount) ?? 1));

    int? StepNumber(YamlNode node, string key) => (int?)Section(node, key).Number(key, 1, steps);

    // A number is both bounds.
    (int From, int To)? Range(YamlNode value, string key)
    {
        if (value is YamlScalarNode) return (int?)section.Number(value, key, 0, MaxCount) is { } exact ? (exact, exact) : null;
        return section.GetSection(value, key, ["atLeast", "atMost"]) is { } at ? Bounds(at) : null;
    }

    static (int From, int To) Bounds(YamlSection at)
    {
        var exact = (int?)at.Number("count", 0, MaxCount);
        return ((int?)at.Number("atLeast", 0, MaxCount) ?? exact ?? 0, (int?)at.Number("atMost", 0, MaxCount) ?? exact ?? int.MaxValue);
    }

    ImmutableArray<string> Texts(YamlNode value, string key)
    {
        var items = value is YamlSequenceNode list ? list.Children : [value];
        return [.. items.Select(item => section.Text(item, key)).OfType<string>()];
    }

    int? Integer(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    YamlSection Section(YamlNode node, params IReadOnlyList<string> keys) => new((YamlMappingNode)node, diagnostics, keys);

    Condition? Invalid(YamlNode node, string key)
    {
        diagnostics.Add(node.Start, DiagnosticCode.WrongType, $"an item of \"{key}\" begins with one of {DiagnosticBag.List(Names)}");
        return null;
    }
}
