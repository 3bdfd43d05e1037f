using KantanSim.Advice.Rules;
using KantanSim.Check.Cases;
using KantanSim.Scenarios.Files;
using KantanSim.Startup;
using KantanSim.Tests.Scenarios;
using KantanSim.Transactions;

namespace KantanSim.Tests.Check.Cases;

/// <summary>The case files of the program.</summary>
public sealed class CaseCatalogTests
{
    [Fact]
    public void Catalogue_has_99_cases_of_which_61_are_core()
    {
        Assert.Equal(99, CaseCatalog.All.Length);
        Assert.Equal(61, CaseCatalog.All.Count(one => one.IsCore));
    }

    [Fact]
    public void Ids_count_from_1_in_each_group()
    {
        foreach (var group in CaseCatalog.All.GroupBy(one => one.Id[0]))
            Assert.Equal(Enumerable.Range(1, group.Count()).Select(number => $"{group.Key}{number:D2}"), group.Select(one => one.Id));
    }

    [Fact]
    public void Scenarios_of_cases_are_in_the_library()
    {
        var library = ScenarioLibrary.Load(RepositoryScenarios.Folder, CompositionRoot.Vocabulary(CompositionRoot.Methods()));
        var names = CaseCatalog.All.Select(one => one.Scenario).OfType<string>();
        Assert.Empty(names.Except(library.Scenarios.Select(scenario => scenario.Name)));
    }

    [Fact]
    public void Rules_of_the_advice_that_cases_name_exist()
    {
        var named = CaseCatalog.All.SelectMany(one => one.Must.Concat(one.Should)).OfType<Condition.NoAdvice>()
            .SelectMany(condition => condition.Rules);
        Assert.Empty(named.Except(RuleCatalog.All.Select(rule => rule.Id)));
    }

    [Fact]
    public void Every_text_is_in_both_languages()
    {
        var texts = CaseCatalog.All.SelectMany(one => new[] { one.Title, one.Why, one.Good, one.Fix }.Append(one.Supposed).OfType<Note>());
        Assert.DoesNotContain(texts, text => text.En.Length == 0 || !text.Ja.Any(IsJapanese));
    }

    [Fact]
    public void Unknown_words_are_reported_with_line_and_suggestion()
    {
        var (read, diagnostics) = CaseCatalog.Parse("""
            id: X01
            title: { en: a, ja: あ }
            why: { en: a, ja: あ }
            good: { en: a, ja: あ }
            fix: { en: a, ja: あ }
            drive: [plase]
            reached: [played]
            must: [{ order: shiped }]
            """, "X01.yaml");
        Assert.Null(read);
        Assert.Contains(diagnostics, one => one is { Line: 6, Suggestion: "place" });
        Assert.Contains(diagnostics, one => one is { Line: 8, Suggestion: "shipped" });
    }

    static bool IsJapanese(char letter) => letter is >= '\u3040' and <= '\u9fff';
}
