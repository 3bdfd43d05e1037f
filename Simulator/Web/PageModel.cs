using System.Collections;
using Scriban.Runtime;

namespace KantanSim.Web;

/// <summary>Converts a model to Scriban's types. Few types are allowed, so that models format all texts themselves.</summary>
internal static class PageModel
{
    /// <exception cref="ArgumentException">A value has another type than those of <see cref="PageTemplates.Render"/>.</exception>
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
        _ => throw new ArgumentException($"The member '{name}' has the type {value.GetType()}. Convert it to the text to show."),
    };
}
