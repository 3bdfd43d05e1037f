using System.Xml;
using AnyOfTypes;
using WireMock.Matchers;
using WireMock.Models;

namespace KantanSim.Mappings;

/// <summary>WireMock's XPathMatcher, for XML without a document type: no entities are defined, so none multiply.</summary>
internal sealed class NoDtdXPathMatcher(XPathMatcher matcher) : IStringMatcher
{
    static readonly XmlReaderSettings WithoutDocumentType = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public string Name => matcher.Name;

    public MatchBehaviour MatchBehaviour => matcher.MatchBehaviour;

    public MatchOperator MatchOperator => matcher.MatchOperator;

    public MatchResult IsMatch(string? input)
    {
        try
        {
            if (input is not null) ReadProlog(input);
            return matcher.IsMatch(input);
        }
        catch (XmlException fault)
        {
            return MatchResult.From(Name, 0, fault);
        }
    }

    public AnyOf<string, StringPattern>[] GetPatterns() => matcher.GetPatterns();

    public string GetCSharpCodeArguments() => matcher.GetCSharpCodeArguments();

    // A document type stands before the first element.
    static void ReadProlog(string input)
    {
        using var reader = XmlReader.Create(new StringReader(input), WithoutDocumentType);
        reader.MoveToContent();
    }
}
