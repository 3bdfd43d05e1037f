using System.Reflection;
using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>The documents name the tests that prove their claims; a renamed test must be renamed there.</summary>
public sealed partial class DocumentedTestsTests
{
    // Without examples, whose tests are a merchant's.
    static readonly string Text = Code().Replace(
        string.Join('\n', Documents.All.Select(document => File.ReadAllText(Path.Combine(Repository.Root, document)))), "");

    static readonly Type[] Classes =
        [.. typeof(DocumentedTestsTests).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal))];

    [Fact]
    public void Documents_name_existing_test_classes_only()
    {
        var named = ClassName().Matches(Text).Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.Subset(Classes.Select(type => type.Name).ToHashSet(), named.ToHashSet());
    }

    [Fact]
    public void Documents_name_existing_test_methods_only()
    {
        var existing = Classes.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(method => new[] { method.Name, $"{type.Name}.{method.Name}" })).ToHashSet();
        var named = MethodName().Matches(Text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.Subset(existing, named.ToHashSet());
    }

    [GeneratedRegex("(?ms)^```.*?^```$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b[A-Z]\w*Tests\b")]
    private static partial Regex ClassName();

    // A lower-case letter after an underscore distinguishes methods from environment variables.
    [GeneratedRegex(@"`((?:\w+Tests\.)?[A-Z]\w*_[a-z]\w*)`")]
    private static partial Regex MethodName();
}
