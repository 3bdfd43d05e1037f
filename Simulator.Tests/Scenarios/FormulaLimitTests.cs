using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using Scriban.Syntax;
using YamlDotNet.RepresentationModel;

namespace KantanSim.Tests.Scenarios;

/// <summary>Formulas that would run forever or exhaust the memory.</summary>
public sealed class FormulaLimitTests
{
    const string Steps = "the formula takes more than 10,000 steps";
    const string Size = "the formula makes more than 65,536 characters and list items";

    // Never reached, even on a busy machine: tests with it are about the other limits.
    static readonly FormulaLimits WithoutTimeout = new(TimeSpan.FromMinutes(10));

    public static TheoryData<string, string> ExcessiveFormulas => new()
    {
        // A text that grows exponentially, by each way of concatenation.
        { "x = 'ab'; for i in 1..1000; x = x + x; end", Size },
        { "x = 'ab'; for i in 1..1000; x = x * 2; end", Size },
        { "x = 'ab'; for i in 1..1000; x = string.append x x; end", Size },
        { "x = 'ab'; for i in 1..1000; x = x | string.prepend x; end", Size },
        { "x = 'ab'; for i in 1..1000; x = $\"{x}{x}\"; end", Size },
        { "x = 'ab'; for i in 1..1000; x = array.join [x, x] ''; end", Size },
        { "x = 'ab'; for i in 1..1000; x = string.replace x 'a' 'aa'; end", Size },
        { "x = 'ab'; for i in 1..1000; x = regex.replace x '.' '$0$0'; end", Size },
        { "x = '<'; for i in 1..1000; x = html.escape x; end", Size },
        { "x = '%'; for i in 1..1000; x = html.url_encode x; end", Size },
        { "x = 'a'; for i in 1..1000; x = string.base64_encode x; end", Size },
        { "x = 'a'; for i in 1..1000; capture y; x; x; end; x = y; end", "Rendered output exceeds OutputLimit `65536`" },
        { "x = { a: 'ab' }; for i in 1..1000; x.a = x.a + x.a; end", Size },
        // Each text is short, but their total is not.
        { "x = []; for i in 1..900; x[i] = string.pad_left '' 1000; end", Size },

        // One operation that creates a long text.
        { "'a' * 1000000000", "String multiplication exceeds LimitToString" },
        { "string.pad_left 'a' 2000000000", "Padding width `2000000000` exceeds" },
        { "string.pad_right 'a' 2000000000", "Padding width `2000000000` exceeds" },
        { "math.format 1 'D999999999'", "length exceeds the configured LimitToString" },
        { "object.format 1 'N999999999'", "length exceeds the configured LimitToString" },
        { "x = string.pad_left '' 60000; regex.replace x '.*' (string.pad_left '$0$0' 100)", Size },
        { "for i in 1..1000; '" + new string('x', 100) + "'; end", "Rendered output exceeds OutputLimit `65536`" },

        // Lists and numbers.
        { "1..1000000000 | array.size", "Range expression exceeds LoopLimit `1000`" },
        { "(1..1000000000).size", "Range expression exceeds LoopLimit `1000`" },
        { "x = []; x[1000000000] = 1", "iteration limit `1000`" },
        { "array.insert_at [] 1000000000 1", "iteration limit `1000`" },
        { "x = []; for i in 1..990; x = array.add x i; end", "iteration limit `1000`" },
        { "x = [1]; for i in 1..1000; x = array.concat x x; end; array.size x", "iteration limit `1000`" },
        { "x = [1]; for i in 1..1000; x = x + x; end; array.size x", "iteration limit `1000`" },
        { "x = [1]; for i in 1..15; x = [x, x]; end; object.to_json x", "iteration limit `1000`" },
        { "x = [1]; for i in 1..30; x = [x, x]; end; x", "Structure is too deeply nested" },
        { "x = 1..1000; for i in 1..900; x = array.each x @math.abs; end; array.size x", "iteration limit `1000`" },
        { "(string.pad_left '' 60000) | regex.matches '()()'", Size },
        { "(string.pad_left '' 60000) | regex.split '()()'", Size },
        { "x = 3; for i in 1..1000; x = x * x; end", Size },
        { "1 << 1000000", Size },

        // Steps.
        { "while true; end", "iteration limit `1000`" },
        { "for i in 1..1000; for j in 1..1000; end; end", "iteration limit `1000`" },
        { string.Concat(Enumerable.Repeat("for i in 1..1000; end; ", 200)), Steps },
        { "func f(n); if n > 0; f (n - 1); f (n - 1); end; end; f 18", Steps },
        { "func f; f; end; f", "recursive depth limit `20`" },
        { "s = 'object.eval s'; object.eval s", "recursive depth limit `20`" },
        { "x = object.eval 'func f(n); if n > 0; f (n - 1); f (n - 1); end; end; f 14'", Steps },
        { "x = string.pad_left '' 30000; for i in 1..1000; y = string.index_of x 'a'; end", Steps },
        { "x = string.pad_left '' 30000; for i in 1..1000; y = regex.match x '^(a|b)*$'; end", Steps },
        { "x = string.pad_left '' 30000; for i in 1..1000; y = object.eval x; end", Steps },
        { "x = 1 << 400000; for i in 1..1000; y = x % 12345; end", Steps },
    };

    [Theory]
    [MemberData(nameof(ExcessiveFormulas))]
    public async Task Formula_is_refused_when_it_exceeds_a_limit(string formula, string error) =>
        Assert.Contains(error, await Error($"{{{{ {formula} }}}}", WithoutTimeout), StringComparison.Ordinal);

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{ a: ")]
    [InlineData("!")]
    [InlineData("1 + ")]
    [InlineData("$\"{")]
    [InlineData("if 1; ")]
    [InlineData("func f; ")]
    public void Formula_is_refused_when_it_is_nested_too_deeply(string part)
    {
        var nested = string.Concat(Enumerable.Repeat(part, 5_000));
        Assert.Equal(DiagnosticCode.BadFormula, Assert.Single(Read($"{{{{ {nested} }}}}")).Code);
    }

    [Theory]
    [InlineData(65_536, "65536")]
    [InlineData(65_537, null)]
    public async Task Text_has_up_to_65536_characters(int length, string? size) =>
        Assert.Equal(size ?? Size, await ResultOrError($"{{{{ x = string.pad_left '' {length}; string.size x }}}}"));

    [Theory]
    [InlineData("'a' * 65536", 65_536)]
    [InlineData("'a' * 65537", 0)]
    public async Task Output_has_up_to_65536_characters(string formula, int length) =>
        Assert.Equal(length > 0 ? new string('a', length) : Size, await ResultOrError($"{{{{ {formula} }}}}"));

    [Theory]
    [InlineData(1_000, "1000")]
    [InlineData(1_001, "Range expression exceeds LoopLimit `1000`.")]
    public async Task Loop_has_up_to_1000_iterations(int iterations, string result) =>
        Assert.Equal(result, await ResultOrError($"{{{{ x = 0; for i in 1..{iterations}; x = i; end; x }}}}"));

    [Fact]
    public void Formula_takes_up_to_10000_steps()
    {
        using var budget = new FormulaBudget(WithoutTimeout);
        for (var step = 0; step < FormulaLimits.MaxSteps; step++) budget.Step(default);
        Assert.Equal(Steps, Assert.Throws<ScriptRuntimeException>(() => budget.Step(default)).OriginalMessage);
    }

    [Fact]
    public void Formula_that_has_exceeded_a_limit_cannot_continue()
    {
        using var budget = new FormulaBudget(WithoutTimeout);
        Assert.Throws<ScriptRuntimeException>(() => budget.RefuseDepth(default));
        Assert.Throws<ScriptRuntimeException>(() => budget.Step(default));
    }

    [Fact]
    public void Formulas_of_one_action_share_their_steps()
    {
        const string Half = "{{ for i in 1..900; x = i; end; for i in 1..900; x = i; end }}";
        using var budget = new FormulaBudget(WithoutTimeout);
        var model = FormulaEvaluator.Model(FormulaEvaluator.SampleContext, new Random(0));
        Assert.Equal("", FormulaEvaluator.Render(Half, budget, model));
        Assert.Throws<ScriptRuntimeException>(() => FormulaEvaluator.Render(Half, budget, model));
        Assert.Equal(Steps, budget.Exceeded);
    }

    [Theory]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match '^(a+)+$'", "[]")]
    [InlineData("'a1b22' | regex.replace '[0-9]+' '<$0>'", "a<1>b<22>")]
    [InlineData("'AB' | regex.match 'a(b)' 'i'", "[\"AB\", \"B\"]")]
    [InlineData("'a1b2' | regex.matches '[a-z]([0-9])'", "[[\"a1\", \"1\"], [\"b2\", \"2\"]]")]
    [InlineData("'a, b' | regex.split ',\\\\s*'", "[\"a\", \"b\"]")]
    [InlineData("'xx' | regex.match '(x)\\\\1'", "[\"xx\", \"x\"]")]
    [InlineData("'a.b' | regex.escape", "a\\.b")]
    [InlineData("'a\\\\.b' | regex.unescape", "a.b")]
    public async Task Regex_function_returns_its_result(string formula, string result) =>
        Assert.Equal(result, await ResultOrError($"{{{{ {formula} }}}}"));

    // A backreference needs the backtracking engine.
    [Fact]
    public async Task Catastrophic_pattern_is_stopped_at_the_time_limit() => Assert.Equal(
        "the formula takes longer than 0.1 s",
        await Error("{{ '" + new string('a', 60) + "!' | regex.match '^(a+)+\\\\1$' }}", new(TimeSpan.FromMilliseconds(100))));

    [Fact]
    public async Task Pattern_that_cannot_be_compiled_is_reported() =>
        Assert.Contains("Invalid pattern '('", await Error("{{ 'a' | regex.match '(' }}", WithoutTimeout), StringComparison.Ordinal);

    [Theory]
    [InlineData(10, null)]
    [InlineData(100, "the formula takes longer than 0 s")]
    public async Task Time_limit_applies_only_to_long_formulas(int statements, string? error)
    {
        var formula = string.Concat(Enumerable.Repeat("x = 1; ", statements));
        Assert.Equal(error, await Error($"{{{{ {formula} }}}}", new(TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("{{ x = 'ab'; for i in 1..1000; x = x + x; end }}")]
    [InlineData("{{ for i in 1..1000; for j in 1..1000; end; end }}")]
    [InlineData("{{ 'a' | regex.match '(' }}")]
    public void Diagnostic_has_the_position_of_the_formula(string formula)
    {
        var diagnostic = Assert.Single(Read(formula));
        Assert.StartsWith("x.yaml:3:58 bad-formula ", diagnostic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Formulas_after_a_timeout_are_skipped()
    {
        var diagnostics = new DiagnosticBag("x.yaml") { FormulaTimedOut = true };
        var delay = ActionDefinition.All.Single(definition => definition.Name == "delay");
        var arguments = new YamlMappingNode("by", "{{ unknown_variable }}");
        Assert.Null(FormulaEvaluator.CreateRule(Hook.Received, delay, arguments, default, diagnostics, BuiltInSymbols.Known));
        Assert.True(diagnostics.IsEmpty);
    }

    static IReadOnlyList<Diagnostic> Read(string formula)
    {
        var quoted = formula.Replace("'", "''", StringComparison.Ordinal);
        var text = $"name: x\nrules:\n  - {{ when: notifying, then: {{ send: {{ fields: {{ Amount: '{quoted}' }} }} }} }}\n";
        return ScenarioFile.Parse(text, "x.yaml", BuiltInSymbols.Known).Diagnostics;
    }

    static async Task<string> ResultOrError(string template)
    {
        var (result, error) = await Run(template, WithoutTimeout);
        return error ?? result!;
    }

    static async Task<string?> Error(string template, FormulaLimits limits) => (await Run(template, limits)).Error;

    // The guard turns an endless formula into a failure.
    static Task<(string? Result, string? Error)> Run(string template, FormulaLimits limits) =>
        Task.Run(() => Render(template, limits)).WithHangGuard();

    static (string? Result, string? Error) Render(string template, FormulaLimits limits)
    {
        using var budget = new FormulaBudget(limits);
        var model = FormulaEvaluator.Model(FormulaEvaluator.SampleContext, new Random(0));
        try { return (FormulaEvaluator.Render(template, budget, model), null); }
        catch (ScriptRuntimeException exception) { return (null, budget.Exceeded ?? exception.OriginalMessage); }
    }
}
