using KantanSim.Scenarios.Files;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Check.Files;

/// <summary>Reads steps in all their forms.</summary>
internal sealed class ShopStepReader(TemplateReader templates)
{
    static readonly IReadOnlyList<string> Keys = [.. CheckKeys.Step, .. CheckKeys.Request.Except(CheckKeys.Step)];

    DiagnosticBag Diagnostics => templates.Diagnostics;

    /// <summary>An act or a hook: a list is a command, and a request may stand without <c>http</c>.</summary>
    public ShopStep? ReadShort(YamlNode node, string key)
    {
        if (node is YamlSequenceNode) return new CommandReader(templates).Read(node, key, section: null);
        if (node is not YamlMappingNode mapping)
        {
            Diagnostics.Add(node.Start, DiagnosticCode.WrongType,
                $"\"{key}\" takes a list, which is a command, or a mapping such as {{ post: URL }}");
            return null;
        }
        return Methods(mapping).Any() && !Forms(mapping).Any() ? ReadRequest(mapping, key) : ReadForm(mapping, key);
    }

    /// <summary>A step with exactly one of <c>http</c>, <c>command</c> and <c>browser</c>.</summary>
    public ShopStep? Read(YamlNode node, string key)
    {
        if (node is YamlMappingNode mapping) return ReadForm(mapping, key);
        Diagnostics.Add(node.Start, DiagnosticCode.WrongType,
            $"\"{key}\" takes a mapping with one of {DiagnosticBag.List(CheckKeys.Forms)}");
        return null;
    }

    // A key of a command beside a request is misplaced; the request reader knows the others.
    ShopStep.Http? ReadRequest(YamlMappingNode mapping, string key)
    {
        if (!mapping.Children.ContainsKey(CheckKeys.TimeLimit)) return new RequestReader(templates).Read(mapping, key);
        Misplaced(mapping, "a request", [CheckKeys.TimeLimit]);
        return null;
    }

    ShopStep? ReadForm(YamlMappingNode mapping, string key)
    {
        var section = new YamlSection(mapping, Diagnostics, Keys);
        if (!Forms(mapping).Any() && Methods(mapping).FirstOrDefault() is { } method)
        {
            Diagnostics.Add(mapping.Start, CheckDiagnosticCode.MisplacedKey,
                $"\"{method}\" stands below \"http\": http: {{ {method}: URL }}");
            return null;
        }
        if (new Choice(Diagnostics).One(mapping, CheckKeys.Forms, key) is not { } form) return null;
        Misplaced(mapping, $"\"{form}\"", Keys.Except(Companions(form)));
        return Read(section, form);
    }

    /// <summary>The value of a form.</summary>
    public ShopStep? Read(YamlSection section, string form) => form switch
    {
        CheckKeys.Http => new RequestReader(templates).Read(section[form]!, form),
        CheckKeys.Command => new CommandReader(templates).Read(section[form]!, form, section),
        _ => new BrowserReader(templates).Read(section[form]!, section[CheckKeys.Keep]),
    };

    static string[] Companions(string form) => form switch
    {
        CheckKeys.Http => [form],
        CheckKeys.Command => [form, CheckKeys.TimeLimit, CheckKeys.Keep],
        _ => [form, CheckKeys.Keep],
    };

    void Misplaced(YamlMappingNode mapping, string form, IEnumerable<string> misplaced)
    {
        foreach (var key in mapping.Children.Keys.OfType<YamlScalarNode>().Where(key => misplaced.Contains(key.Value)))
        {
            var isOfRequest = CheckKeys.Request.Contains(key.Value);
            var where = isOfRequest ? "; it stands below \"http\"" : "";
            Diagnostics.Add(key.Start, CheckDiagnosticCode.MisplacedKey, $"\"{key.Value}\" cannot stand beside {form}{where}");
        }
    }

    static IEnumerable<string> Forms(YamlMappingNode mapping) => CheckKeys.Forms.Where(form => mapping.Children.ContainsKey(form));

    static IEnumerable<string> Methods(YamlMappingNode mapping) =>
        CheckKeys.Methods.Where(method => mapping.Children.ContainsKey(method));
}
