using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace KantanSim.Check.Adapters;

/// <summary>Fills fields on a page, by name. Where several forms have the field, it is filled in each of them.</summary>
internal static class PageFields
{
    static readonly string[] Unchecked = ["", "false", "no", "off", "0"];
    static readonly string[] Checked = ["true", "yes", "on", "1"];

    /// <exception cref="AdapterException">There is no such field, or it cannot have this value.</exception>
    public static void Fill(IDocument page, string name, string value)
    {
        var fields = page.QuerySelectorAll("input, select, textarea").Where(field => IsField(field, name)).ToList();
        if (fields.Count == 0)
            throw new AdapterException($"The page {page.Url} has no field {name}. It has: {PageElements.List(Names(page))}.");
        if (fields.TrueForAll(IsChoice)) Choose(fields.Cast<IHtmlInputElement>().ToList(), name, value);
        else foreach (var field in fields) Fill(field, name, value);
    }

    static void Fill(IElement field, string name, string value)
    {
        switch (field)
        {
            case IHtmlSelectElement select:
                Select(select, name, value);
                break;
            case IHtmlTextAreaElement area:
                area.Value = value;
                break;
            case IHtmlInputElement { Type: "file" }:
                throw new AdapterException($"The field {name} takes a file, and cannot be filled.");
            case IHtmlInputElement input:
                input.Value = value;
                break;
        }
    }

    static void Select(IHtmlSelectElement select, string name, string value)
    {
        var option = select.Options.FirstOrDefault(one => one.Value == value)
            ?? select.Options.FirstOrDefault(one => one.Text.Trim() == value)
            ?? throw NoChoice(name, value, select.Options.Select(one => one.Value));
        foreach (var other in select.Options) other.IsSelected = other == option;
    }

    // A radio or checkbox is chosen by its value. A single checkbox can also be switched on and off.
    static void Choose(List<IHtmlInputElement> boxes, string name, string value)
    {
        var isSwitch = boxes.TrueForAll(box => box.Type == "checkbox") && !boxes.Exists(box => box.Value == value);
        if (isSwitch && Unchecked.Contains(value)) boxes.ForEach(box => box.IsChecked = false);
        else if (isSwitch && boxes.Count == 1 && Checked.Contains(value)) boxes[0].IsChecked = true;
        else if (boxes.Exists(box => box.Value == value)) boxes.ForEach(box => box.IsChecked |= box.Value == value);
        else throw NoChoice(name, value, boxes.Select(box => box.Value));
    }

    static AdapterException NoChoice(string name, string value, IEnumerable<string> values) =>
        new($"The field {name} has no choice {value}. It has: {PageElements.List(values)}.");

    static bool IsChoice(IElement field) => field is IHtmlInputElement { Type: "radio" or "checkbox" };

    static bool IsField(IElement field, string name) => field.GetAttribute("name") == name && !IsButton(field);

    static bool IsButton(IElement field) => field is IHtmlInputElement { Type: "submit" or "image" or "button" or "reset" };

    static IEnumerable<string> Names(IDocument page) =>
        page.QuerySelectorAll("input, select, textarea").Where(field => !IsButton(field)).Select(field => field.GetAttribute("name") ?? "");
}
