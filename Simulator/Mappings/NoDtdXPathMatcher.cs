using System.Xml;
using AnyOfTypes;
using WireMock.Matchers;
using WireMock.Models;

namespace KantanSim.Mappings;

/// <summary>WireMock's XPathMatcher, but XML with a DTD never matches: it could define entities that expand exponentially.</summary>
internal sealed class NoDtdXPathMatcher(XPathMatcher matcher) : IStringMatcher
{
    static readonly XmlReaderSettings DtdProhibited = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

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
        catch (XmlException exception)
        {
            return MatchResult.From(Name, 0, exception);
        }
    }

    public AnyOf<string, StringPattern>[] GetPatterns() => matcher.GetPatterns();

    public string GetCSharpCodeArguments() => matcher.GetCSharpCodeArguments();

    // A DTD precedes the first element. Throws XmlException when there is one.
    static void ReadProlog(string input)
    {
        using var reader = XmlReader.Create(new StringReader(input), DtdProhibited);
        reader.MoveToContent();
    }
}
