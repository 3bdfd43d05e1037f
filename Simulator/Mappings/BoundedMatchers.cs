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
/// Takes from a mapping what a request could keep a thread busy with. WireMock gives its regular expressions, those behind wildcards
/// among them, no time limit, and has no setting for it; it reads XML with document types, whose entities multiply.
/// </summary>
internal static class BoundedMatchers
{
    public static void Apply(IMapping mapping, TimeSpan matchWithin)
    {
        foreach (var matchers in In((Request)mapping.RequestMatcher))
            for (var at = 0; at < matchers.Count; at++) matchers[at] = Bound((IMatcher)matchers[at]!, matchWithin);
    }

    internal static IMatcher Bound(IMatcher matcher, TimeSpan matchWithin)
    {
        if (matcher is XPathMatcher xpath) return new NoDtdXPathMatcher(xpath);
        if (matcher is RegexMatcher regex) Bound(regex, matchWithin);
        if (matcher is FormUrlEncodedMatcher form)
            foreach (var (key, values) in Pairs(form))
                foreach (var part in values?.Prepend(key) ?? [key]) Bound(part, matchWithin);
        return matcher;
    }

    static void Bound(RegexMatcher matcher, TimeSpan matchWithin)
    {
        var expressions = Expressions(matcher);
        for (var at = 0; at < expressions.Length; at++)
            expressions[at] = BoundedRegex.Create(expressions[at].ToString(), expressions[at].Options, matchWithin);
    }

    // All of these lists are arrays.
    static IEnumerable<IList> In(Request request) => new IEnumerable<object?>[]
    {
        request.GetRequestMessageMatchers<RequestMessagePathMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageUrlMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageClientIPMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageHeaderMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageCookieMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageParamMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageBodyMatcher>().Select(one => one.Matchers),
        request.GetRequestMessageMatchers<RequestMessageMultiPartMatcher>().Select(one => one.Matchers),
    }.SelectMany(lists => lists).OfType<IList>();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_expressions")]
    static extern ref Regex[] Expressions(RegexMatcher matcher);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "KeyValueMatchers")]
    static extern ref List<(WildcardMatcher Key, WildcardMatcher[]? Values)> Pairs(FormUrlEncodedMatcher matcher);
}
