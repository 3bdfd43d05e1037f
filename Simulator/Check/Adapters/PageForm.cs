using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Io;
using HttpMethod = System.Net.Http.HttpMethod;

namespace KantanSim.Check.Adapters;

/// <summary>Makes the request that submits a form, as a browser does.</summary>
internal static class PageForm
{
    /// <summary>The request of a pressed button with all fields of its form.</summary>
    /// <param name="pressed">A submit button, or a form.</param>
    /// <exception cref="AdapterException">It submits nothing.</exception>
    public static ShopRequest Submit(IElement pressed, string name)
    {
        var form = Form(pressed) ?? throw new AdapterException($"{name} submits no form: without JavaScript it does nothing.");
        Gather(form);
        var submission = pressed == form ? form.GetSubmission() : form.GetSubmission((IHtmlElement)pressed);
        if (submission is null) throw new AdapterException($"{name} submits no form.");
        return Request(submission);
    }

    static IHtmlFormElement? Form(IElement pressed) => pressed switch
    {
        IHtmlFormElement form => form,
        IHtmlButtonElement { IsDisabled: true } or IHtmlInputElement { IsDisabled: true } =>
            throw new AdapterException("The button is disabled."),
        IHtmlButtonElement { Type: "submit" } button => button.Form,
        IHtmlInputElement { Type: "submit" or "image" } input => input.Form,
        _ => null,
    };

    // AngleSharp leaves out fields that belong to the form by their attribute and stand elsewhere.
    static void Gather(IHtmlFormElement form)
    {
        if (form.Id is not { Length: > 0 } id) return;
        foreach (var field in form.Owner!.QuerySelectorAll("[form]"))
            if (field.GetAttribute("form") == id && !form.Contains(field)) form.AppendChild(field);
    }

    static ShopRequest Request(DocumentRequest submission)
    {
        using var body = new MemoryStream();
        submission.Body?.CopyTo(body);
        var url = new Uri(submission.Target.Href);
        return submission.Method == AngleSharp.Io.HttpMethod.Get
            ? new(HttpMethod.Get, url)
            : new(HttpMethod.Post, url) { Body = new(body.ToArray(), submission.MimeType ?? ShopBody.FormType) };
    }
}
