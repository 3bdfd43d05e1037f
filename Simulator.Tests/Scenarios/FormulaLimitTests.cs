using KantanSim.Scenarios.Files;
using KantanSim.Tests.Infrastructure;
using Scriban.Syntax;

namespace KantanSim.Tests.Scenarios;

/// <summary>Formulas that would take for ever or fill the memory.</summary>
public sealed class FormulaLimitTests
{
    const string Steps = "the formula takes more than 10,000 steps";
    const string Size = "the formula makes more than 65,536 characters and list items";

    // No formula comes near it on the busiest machine: its tests are about the other limits.
    static readonly FormulaLimits NoHurry = new(TimeSpan.FromMinutes(10));

    public static TheoryData<string, string> Explosions => new()
    {
        // A text that doubles, in each way in which one can be made of two.
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
        // Each text is short; all of them together are not.
        { "x = []; for i in 1..900; x[i] = string.pad_left '' 1000; end", Size },

        // A text that is made long at once.
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
    [MemberData(nameof(Explosions))]
    public async Task Formula_is_refused_when_it_exceeds_a_limit(string formula, string fault) =>
        Assert.Contains(fault, await Fault($"{{{{ {formula} }}}}", NoHurry), StringComparison.Ordinal);

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{ a: ")]
    [InlineData("!")]
    [InlineData("1 + ")]
    [InlineData("$\"{")]
    [InlineData("if 1; ")]
    [InlineData("func f; ")]
    public void Formula_is_refused_when_it_is_nested_deeply(string part) =>
        Assert.Equal(DiagnosticCode.BadFormula, Assert.Single(Read($"{{{{ {string.Concat(Enumerable.Repeat(part, 5_000))} }}}}")).Code);

    [Theory]
    [InlineData(65_536, "65536")]
    [InlineData(65_537, null)]
    public async Task Text_has_up_to_64_KB(int length, string? size) =>
        Assert.Equal(size ?? Size, await Said($"{{{{ x = string.pad_left '' {length}; string.size x }}}}"));

    [Theory]
    [InlineData("'a' * 65536", 65_536)]
    [InlineData("'a' * 65537", 0)]
    public async Task Output_has_up_to_64_KB(string formula, int length) =>
        Assert.Equal(length > 0 ? new string('a', length) : Size, await Said($"{{{{ {formula} }}}}"));

    [Theory]
    [InlineData(1_000, "1000")]
    [InlineData(1_001, "Range expression exceeds LoopLimit `1000`.")]
    public async Task Loop_has_up_to_1000_rounds(int rounds, string said) =>
        Assert.Equal(said, await Said($"{{{{ x = 0; for i in 1..{rounds}; x = i; end; x }}}}"));

    [Fact]
    public void Formula_takes_up_to_10000_steps()
    {
        using var run = new FormulaBudget(NoHurry);
        for (var step = 0; step < FormulaLimits.MaxSteps; step++) run.Step(default);
        Assert.Equal(Steps, Assert.Throws<ScriptRuntimeException>(() => run.Step(default)).OriginalMessage);
    }

    [Fact]
    public void Formula_that_is_over_a_limit_stays_over_it()
    {
        using var run = new FormulaBudget(NoHurry);
        Assert.Throws<ScriptRuntimeException>(() => run.RefuseDepth(default));
        Assert.Throws<ScriptRuntimeException>(() => run.Step(default));
    }

    [Fact]
    public void Formulas_of_one_run_share_their_steps()
    {
        const string Half = "{{ for i in 1..900; x = i; end; for i in 1..900; x = i; end }}";
        using var run = new FormulaBudget(NoHurry);
        var model = FormulaEvaluator.Model(FormulaEvaluator.SampleContext, new Random(0));
        Assert.Equal("", FormulaEvaluator.Render(Half, run, model));
        Assert.Throws<ScriptRuntimeException>(() => FormulaEvaluator.Render(Half, run, model));
        Assert.Equal(Steps, run.Exceeded);
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
    public async Task Regex_function_answers(string formula, string said) => Assert.Equal(said, await Said($"{{{{ {formula} }}}}"));

    // A backreference needs the engine that backtracks.
    [Fact]
    public async Task Catastrophic_pattern_is_given_up_after_the_time_limit() => Assert.Equal(
        "the formula takes longer than 0.1 s",
        await Fault("{{ '" + new string('a', 60) + "!' | regex.match '^(a+)+\\\\1$' }}", new(TimeSpan.FromMilliseconds(100))));

    [Fact]
    public async Task Pattern_that_cannot_be_compiled_is_reported() =>
        Assert.Contains("Invalid pattern '('", await Fault("{{ 'a' | regex.match '(' }}", NoHurry), StringComparison.Ordinal);

    [Theory]
    [InlineData(10, null)]
    [InlineData(100, "the formula takes longer than 0 s")]
    public async Task Time_ends_long_formulas_only(int statements, string? fault) =>
        Assert.Equal(fault, await Fault($"{{{{ {string.Concat(Enumerable.Repeat("x = 1; ", statements))} }}}}", new(TimeSpan.Zero)));

    [Theory]
    [InlineData("{{ x = 'ab'; for i in 1..1000; x = x + x; end }}")]
    [InlineData("{{ for i in 1..1000; for j in 1..1000; end; end }}")]
    [InlineData("{{ 'a' | regex.match '(' }}")]
    public void Fault_has_the_place_of_the_formula(string formula)
    {
        var fault = Assert.Single(Read(formula));
        Assert.Equal(("x.yaml", 3, 58, DiagnosticCode.BadFormula), (fault.File, fault.Line, fault.Column, fault.Code));
    }

    [Fact]
    public void File_is_given_up_after_the_first_formula_that_takes_the_whole_time()
    {
        var faults = new DiagnosticBag("x.yaml") { FormulaTimedOut = true };
        var form = ActionDefinition.All.Single(form => form.Name == "delay");
        var keys = new YamlDotNet.RepresentationModel.YamlMappingNode("by", "{{ nobody }}");
        Assert.Null(FormulaEvaluator.CreateRule(Hook.Received, form, keys, default, faults, BuiltInSymbols.Known));
        Assert.True(faults.IsEmpty);
    }

    static string Rule(string fields) => $"name: x\nrules:\n  - {{ when: notifying, then: {{ send: {{ fields: {{ {fields} }} }} }} }}\n";

    static IReadOnlyList<Diagnostic> Read(string formula) =>
        ScenarioFile.Parse(Rule($"Amount: '{formula.Replace("'", "''", StringComparison.Ordinal)}'"), "x.yaml", BuiltInSymbols.Known).Diagnostics;

    static async Task<string> Said(string template) => await Guarded(() => Run(template, NoHurry)) is var (said, fault) ? fault ?? said! : "";

    static async Task<string?> Fault(string template, FormulaLimits limits) => (await Guarded(() => Run(template, limits))).Fault;

    static (string? Said, string? Fault) Run(string template, FormulaLimits limits)
    {
        using var run = new FormulaBudget(limits);
        try { return (FormulaEvaluator.Render(template, run, FormulaEvaluator.Model(FormulaEvaluator.SampleContext, new Random(0))), null); }
        catch (ScriptRuntimeException fault) { return (null, run.Exceeded ?? fault.OriginalMessage); }
    }

    // Turns an endless formula into a failure; nothing is measured by it.
    static Task<T> Guarded<T>(Func<T> run) => Task.Run(run).WithHangGuard();
}
