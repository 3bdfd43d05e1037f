using System.Collections;
using Scriban.Runtime;

namespace KantanSim.Web;

/// <summary>A model in the shape that templates read. A value of an unforeseen type is our bug, and loud.</summary>
internal static class PageModel
{
    public static ScriptObject From(IReadOnlyDictionary<string, object?> members)
    {
        var model = new ScriptObject(members.Count);
        foreach (var (name, value) in members)
            model[name] = Value(name, value);
        return model;
    }

    static object? Value(string name, object? value) => value switch
    {
        null or string or bool or int or long => value,
        IReadOnlyDictionary<string, object?> members => From(members),
        IEnumerable items => new ScriptArray(items.Cast<object?>().Select(item => Value(name, item))),
        _ => throw new ArgumentException($"The member '{name}' is a {value.GetType()}: give the text to show."),
    };
}
