using System.Xml;
using System.Xml.Linq;

namespace KantanSim.Protocol;

/// <summary>
/// Masks secrets in XML. All text in an element with a secret's name is masked, and all text beside such a name, as in
/// <c>&lt;field name="ShopPass" value="…"/&gt;</c> and <c>&lt;name&gt;ShopPass&lt;/name&gt;&lt;value&gt;…&lt;/value&gt;</c>.
/// </summary>
internal static class XmlMasker
{
    // Entities are refused: a short one can expand to a text of any length.
    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <returns>Null when the text is not XML, or has a document type.</returns>
    public static string? TryMask(Redactor redactor, string text, int depth)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            Mask(redactor, document, depth);
            return document.Declaration + document.ToString(SaveOptions.DisableFormatting);
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            // ArgumentException: the masked text is not allowed where it would stand.
            return null;
        }
    }

    static void Mask(Redactor redactor, XDocument document, int depth)
    {
        var secrets = FindLabelled(document);
        // Document order: parents come before their children.
        foreach (var node in document.DescendantNodes().ToList())
        {
            var isSecret = node.Parent is { } parent && secrets.Contains(parent);
            if (node is not XElement element)
            {
                MaskNode(redactor, node, isSecret, depth);
                continue;
            }
            if (isSecret || SecretNames.IsSecret(element.Name.LocalName)) secrets.Add(element);
            foreach (var attribute in element.Attributes().ToList()) MaskAttribute(redactor, attribute, secrets.Contains(element), depth);
        }
    }

    /// <summary>The elements that have a secret's name as a value: of an attribute, or of the text in a child.</summary>
    static HashSet<XElement> FindLabelled(XDocument document)
    {
        var labelled = new HashSet<XElement>();
        foreach (var element in document.Descendants())
        {
            if (element.Attributes().Any(IsLabel)) labelled.Add(element);
            if (element.FirstNode is XText text && SecretNames.IsSecretLabel(text.Value)) labelled.Add(element.Parent ?? element);
        }
        return labelled;
    }

    static bool IsLabel(XAttribute attribute) => !attribute.IsNamespaceDeclaration && SecretNames.IsSecretLabel(attribute.Value);

    static void MaskAttribute(Redactor redactor, XAttribute attribute, bool isSecret, int depth)
    {
        if (attribute.IsNamespaceDeclaration) return;
        attribute.Value = MaskValue(redactor, attribute.Name.LocalName, attribute.Value, isSecret, depth);
    }

    static void MaskNode(Redactor redactor, XNode node, bool isSecret, int depth)
    {
        switch (node)
        {
            case XText text:
                text.Value = MaskValue(redactor, node.Parent?.Name.LocalName ?? "", text.Value, isSecret, depth);
                break;
            case XComment comment:
                comment.Value = MaskComment(redactor, comment.Value, isSecret, depth);
                break;
            case XProcessingInstruction instruction:
                instruction.Data = MaskComment(redactor, instruction.Data, isSecret, depth);
                break;
        }
    }

    static string MaskValue(Redactor redactor, string name, string value, bool isSecret, int depth)
    {
        if (!isSecret) return redactor.MaskField(name, value, depth + 1);
        return string.IsNullOrWhiteSpace(value) || SecretNames.IsProtocolName(value) ? value : Redactor.Stars(value);
    }

    static string MaskComment(Redactor redactor, string value, bool isSecret, int depth) =>
        isSecret || SecretNames.ContainsSecretName(value) ? Redactor.Stars(value) : redactor.MaskText(value, depth + 1);
}
