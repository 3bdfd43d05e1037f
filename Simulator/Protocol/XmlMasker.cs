using System.Xml;
using System.Xml.Linq;

namespace KantanSim.Protocol;

/// <summary>
/// XML with secrets masked. Everything in an element with the name of a secret is one; so is what stands beside such a name, as in
/// <c>&lt;field name="ShopPass" value="…"/&gt;</c> and <c>&lt;name&gt;ShopPass&lt;/name&gt;&lt;value&gt;…&lt;/value&gt;</c>.
/// </summary>
internal static class XmlMasker
{
    // Entities are not read: one of them can stand for a text of any length.
    static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <returns>Null when it is no XML, or has a document type.</returns>
    public static string? TryMask(Redactor by, string text, int depth)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            Mask(by, document, depth);
            return document.Declaration is { } declaration
                ? declaration + document.ToString(SaveOptions.DisableFormatting) : document.ToString(SaveOptions.DisableFormatting);
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException)
        {
            // ArgumentException: a mask may not be written where it would stand.
            return null;
        }
    }

    static void Mask(Redactor by, XDocument document, int depth)
    {
        var secret = Named(document);
        // Parents come before their children.
        foreach (var node in document.DescendantNodes().ToList())
        {
            var isSecret = node.Parent is { } parent && secret.Contains(parent);
            if (node is XElement element)
            {
                if (isSecret || SecretNames.IsSecret(element.Name.LocalName)) secret.Add(element);
                foreach (var attribute in element.Attributes().ToList()) Mask(by, attribute, secret.Contains(element), depth);
            }
            else Mask(by, node, isSecret, depth);
        }
    }

    static HashSet<XElement> Named(XDocument document)
    {
        var named = new HashSet<XElement>();
        foreach (var element in document.Descendants())
        {
            if (element.Attributes().Any(attribute => !attribute.IsNamespaceDeclaration && SecretNames.IsSecretLabel(attribute.Value))) named.Add(element);
            if (element.FirstNode is XText text && SecretNames.IsSecretLabel(text.Value)) named.Add(element.Parent ?? element);
        }
        return named;
    }

    static void Mask(Redactor by, XAttribute attribute, bool isSecret, int depth)
    {
        if (attribute.IsNamespaceDeclaration) return;
        attribute.Value = Masked(by, attribute.Name.LocalName, attribute.Value, isSecret, depth);
    }

    static void Mask(Redactor by, XNode node, bool isSecret, int depth)
    {
        if (node is XText text) text.Value = Masked(by, node.Parent?.Name.LocalName ?? "", text.Value, isSecret, depth);
        else if (node is XComment comment) comment.Value = Remark(by, comment.Value, isSecret, depth);
        else if (node is XProcessingInstruction instruction) instruction.Data = Remark(by, instruction.Data, isSecret, depth);
    }

    static string Masked(Redactor by, string name, string value, bool isSecret, int depth) =>
        !isSecret ? by.MaskField(name, value, depth + 1)
        : string.IsNullOrWhiteSpace(value) || SecretNames.IsProtocolName(value) ? value
        : Redactor.Stars(value);

    static string Remark(Redactor by, string value, bool isSecret, int depth) =>
        isSecret || SecretNames.ContainsSecretName(value) ? Redactor.Stars(value) : by.MaskText(value, depth + 1);
}
