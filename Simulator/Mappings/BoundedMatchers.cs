using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using KantanSim.Configuration;
using WireMock;
using WireMock.Matchers;
using WireMock.Matchers.Request;
using WireMock.RequestBuilders;

namespace KantanSim.Mappings;

/// <summary>
/// Protects the matchers of a mapping against denial of service by requests. WireMock has no setting for a time limit on its regular
/// expressions, which also implement wildcards; and it parses XML with a DTD, whose entities can expand exponentially.
/// </summary>
internal static class BoundedMatchers
{
    /// <param name="regexTimeout">The time limit of one match that needs backtracking.</param>
    public static void Apply(IMapping mapping, TimeSpan regexTimeout)
    {
        foreach (var matchers in MatcherLists((Request)mapping.RequestMatcher))
            for (var index = 0; index < matchers.Count; index++)
                matchers[index] = Bound((IMatcher)matchers[index]!, regexTimeout);
    }

    internal static IMatcher Bound(IMatcher matcher, TimeSpan regexTimeout)
    {
        if (matcher is XPathMatcher xpath) return new NoDtdXPathMatcher(xpath);
        if (matcher is RegexMatcher regex) BoundRegex(regex, regexTimeout);
        if (matcher is FormUrlEncodedMatcher form) BoundForm(form, regexTimeout);
        return matcher;
    }

    static void BoundRegex(RegexMatcher matcher, TimeSpan regexTimeout)
    {
        var expressions = Expressions(matcher);
        for (var index = 0; index < expressions.Length; index++)
            expressions[index] = BoundedRegex.Create(expressions[index].ToString(), expressions[index].Options, regexTimeout);
    }

    static void BoundForm(FormUrlEncodedMatcher matcher, TimeSpan regexTimeout)
    {
        foreach (var (key, values) in Pairs(matcher))
        {
            BoundRegex(key, regexTimeout);
            foreach (var value in values ?? []) BoundRegex(value, regexTimeout);
        }
    }

    // All of these lists are arrays, so that their items can be replaced.
    static IEnumerable<IList> MatcherLists(Request request) => new IEnumerable<object?>[]
    {
        request.GetRequestMessageMatchers<RequestMessagePathMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageUrlMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageClientIPMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageHeaderMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageCookieMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageParamMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageBodyMatcher>().Select(part => part.Matchers),
        request.GetRequestMessageMatchers<RequestMessageMultiPartMatcher>().Select(part => part.Matchers),
    }.SelectMany(lists => lists).OfType<IList>();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_expressions")]
    static extern ref Regex[] Expressions(RegexMatcher matcher);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "KeyValueMatchers")]
    static extern ref List<(WildcardMatcher Key, WildcardMatcher[]? Values)> Pairs(FormUrlEncodedMatcher matcher);
}
