using System.Collections.Immutable;
using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads an HTTP request: <c>{ post: URL, json: …, form: …, headers: …, keep: … }</c>.</summary>
internal sealed class RequestReader(TemplateReader templates)
{
    DiagnosticBag Diagnostics => templates.Diagnostics;

    public ShopStep.Http? Read(YamlNode node, string key)
    {
        if (YamlSection.Create(node, $"\"{key}\"", Diagnostics, CheckKeys.Request) is not { } section) return null;
        var method = new Choice(Diagnostics).One((YamlMappingNode)node, CheckKeys.Methods, key);
        var url = method is null ? null : templates.Url(section[method]!, method);
        var request = new ShopStep.Http(method?.ToUpperInvariant() ?? "", url ?? "")
        {
            Headers = Headers(section["headers"]),
            Json = section["json"] is { } json ? new JsonBody(templates).Read(json) : null,
            Form = section["form"] is { } form ? Form(form) : null,
            Keep = new KeepReader(Diagnostics).Read(section[CheckKeys.Keep], isHttp: true),
        };
        CheckBody(section, method);
        return url is null ? null : request;
    }

    void CheckBody(YamlSection section, string? method)
    {
        if (section["json"] is not null && section["form"] is { } form)
            Diagnostics.Add(form.Start, CheckDiagnosticCode.Conflict, "\"json\" and \"form\" exclude each other");
        if (method == "get" && (section["json"] ?? section["form"]) is { } body)
            Diagnostics.Add(body.Start, CheckDiagnosticCode.Conflict, "\"get\" has no body; write the parameters into the URL");
    }

    ImmutableDictionary<string, string> Headers(YamlNode? node)
    {
        if (node is null) return [];
        var headers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Lines(node, "headers"))
        {
            if (!KeepReader.IsHeader(name))
                Diagnostics.Add(value.Start, CheckDiagnosticCode.BadName, $"\"{name}\" is not the name of a header");
            if (templates.PlainText(value, name) is not { } text) continue;
            if (text.Any(char.IsControl)) Diagnostics.Add(value.Start, DiagnosticCode.WrongType, $"\"{name}\" takes one line");
            headers[name] = text;
        }
        return headers.ToImmutable();
    }

    // A field that is sent several times has a list of values.
    ImmutableArray<KeyValuePair<string, string>> Form(YamlNode node) =>
    [
        .. from field in Lines(node, "form")
           from value in field.Value is YamlSequenceNode values ? values.Children : [field.Value]
           let text = templates.PlainText(value, field.Key)
           where text is not null
           select KeyValuePair.Create(field.Key, text),
    ];

    IEnumerable<KeyValuePair<string, YamlNode>> Lines(YamlNode node, string key)
    {
        if (node is YamlMappingNode { Children.Count: > 0 } mapping)
            return mapping.Children.Select(line => KeyValuePair.Create(((YamlScalarNode)line.Key).Value!, line.Value));
        Diagnostics.Add(node.Start, DiagnosticCode.WrongType, $"\"{key}\" takes a mapping of texts");
        return [];
    }
}
