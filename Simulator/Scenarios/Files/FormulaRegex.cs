#pragma warning disable format // aligned tables
using System.Text.RegularExpressions;
using KantanSim.Configuration;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace KantanSim.Scenarios.Files;

/// <summary>Scriban's <c>regex</c> functions, implemented with <see cref="BoundedRegex"/> and size limits for their results.</summary>
internal sealed class FormulaRegex : ScriptObject
{
    public static string Escape(string pattern) => Regex.Escape(pattern);

    public static string Unescape(string pattern) => Regex.Unescape(pattern);

    public static ScriptArray Match(TemplateContext context, string text, string pattern, string? options = null)
    {
        var match = Create(context, pattern, options).Match(text);
        return match.Success ? Groups(match) : [];
    }

    public static ScriptArray Matches(TemplateContext context, string text, string pattern, string? options = null)
    {
        var regex = Create(context, pattern, options);
        CheckMatchCount(context, regex, text);
        return new(regex.Matches(text).Select(Groups));
    }

    public static string Replace(TemplateContext context, string text, string pattern, string replace, string? options = null)
    {
        // Each $ may insert the whole text.
        CheckSize(context, (long)replace.AsSpan().Count('$') * text.Length + replace.Length);
        var length = 0L;
        return Create(context, pattern, options).Replace(text, match =>
        {
            var replacement = match.Result(replace);
            length += replacement.Length;
            CheckSize(context, length);
            return replacement;
        });
    }

    public static ScriptArray Split(TemplateContext context, string text, string pattern, string? options = null)
    {
        var regex = Create(context, pattern, options);
        CheckMatchCount(context, regex, text);
        return new(regex.Split(text));
    }

    static Regex Create(TemplateContext context, string pattern, string? options)
    {
        context.CheckAbort();
        var flags = (options ?? "").Aggregate(RegexOptions.None, (flags, letter) => flags | Option(letter));
        return BoundedRegex.Create(pattern, flags, context.RegexTimeOut);
    }

    static RegexOptions Option(char letter) => letter switch
    {
        'i' => RegexOptions.IgnoreCase,
        'm' => RegexOptions.Multiline,
        's' => RegexOptions.Singleline,
        'x' => RegexOptions.IgnorePatternWhitespace,
        _   => RegexOptions.None,
    };

    static ScriptArray Groups(Match match) => new(match.Groups.Values.Select(group => group.Value));

    static void CheckMatchCount(TemplateContext context, Regex regex, string text)
    {
        var groups = regex.GetGroupNumbers().Length;
        var items = 0L;
        foreach (var _ in regex.EnumerateMatches(text))
        {
            items += groups;
            CheckSize(context, items);
        }
    }

    static void CheckSize(TemplateContext context, long size)
    {
        if (size > FormulaLimits.MaxSize) throw new ScriptRuntimeException(context.CurrentSpan, FormulaBudget.TooLarge);
    }
}
