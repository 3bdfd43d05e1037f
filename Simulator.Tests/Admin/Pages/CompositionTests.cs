using KantanSim.Admin.Pages;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>What the form that composes a scenario amounts to.</summary>
public sealed class CompositionTests
{
    public static TheoryData<string> Choices =>
        [.. Hook.All.SelectMany(hook => ActionDefinition.For(hook).Select(definition => $"{hook.Name}.{definition.Name}"))];

    [Theory]
    [MemberData(nameof(Choices))]
    public void Each_action_is_a_valid_file_as_soon_as_it_is_chosen(string choice)
    {
        var composed = Of(("r1", choice));
        Assert.Empty(composed.Faults);
        Assert.Equal(choice, $"{composed.Result!.Rules[0].When}.{composed.Result.Rules[0].Then.Name}");
    }

    [Fact]
    public void Three_actions_with_every_kind_of_value_are_written_and_read_again()
    {
        var composed = Of(
            ("name", "shop-is-told-late"), ("title", "Told \"late\": 5"), ("pays", "no"),
            ("r1", "notifying.send"), ("r1_was", "notifying.send"), ("r1_status", "AUTH"), ("r1_repeat", "2"),
            ("r1_times", "3"), ("r1_again", "90"), ("r1_again_unit", "S"), ("r1_connectivityTest", "true"),
            ("r1_fields", "Amount=100\r\nClientField1=a: \"b\"\r\nTax="),
            ("r2", "deciding.refuse"), ("r2_was", "deciding.refuse"), ("r2_errors", "maintenance, E91099999"),
            ("r3", "walletOpened.approve"), ("r3_was", "walletOpened.approve"),
            ("r3_points", "all"), ("r3_clicks", "2"), ("r3_member", "taro"));
        Assert.Equal(
            """
            # yaml-language-server: $schema=scenario-v1.json
            name: shop-is-told-late

            title:
              en: "Told \"late\": 5"
              ja: "Told \"late\": 5"

            description:
            """, Head(composed.Text.Yaml, 8));
        Assert.Equal(
            """
            rules:
              - when: notifying
                match:
                  status: AUTH
                then:
                  send:
                    times: 3
                    again: PT90S
                    connectivityTest: true
                    fields:
                      Amount: "100"
                      ClientField1: "a: \"b\""
                      Tax: ""
                times: 2
              - when: deciding
                then:
                  refuse:
                    errors: [maintenance, E91099999]
              - when: walletOpened
                then:
                  approve:
                    member: taro
                    points: all
                    clicks: 2

            """, composed.Text.Yaml[composed.Text.Yaml.IndexOf("rules:", StringComparison.Ordinal)..]);
        Assert.NotNull(composed.Result);
    }

    [Fact]
    public void Consumer_pays_after_an_action_that_is_used_up()
    {
        Assert.Equal(["leave", "approve"], Actions(Of(("r1", "walletOpened.leave"), ("r1_repeat", "1"))));
        Assert.Equal(["leave"], Actions(Of(("r1", "walletOpened.leave"))));
    }

    [Theory]
    [InlineData("notifying.delay", "r1_by", "soon", "takes an ISO 8601 duration such as PT5S, PT2H or P1D, not \"soon\"")]
    [InlineData("notifying.omit", "r1_repeat", "0", "\"times\" takes 1 to 1000")]
    [InlineData("deciding.refuse", "r1_errors", "nonsense", "\"nonsense\" is not a value of \"errors\"")]
    [InlineData("notifying.send", "r1_fields", "Amount", "\"fields\" takes a mapping of texts")]
    [InlineData("notifying.omit", "name", "My name", "a name has up to 64 lower-case letters")]
    [InlineData("received.httpStatus", "r1_code", "200", "\"code\" takes 400 to 599")]
    public void Wrong_value_is_a_fault_of_its_field(string choice, string field, string value, string message)
    {
        var composed = Of(("r1", choice), ("r1_was", choice), (field, value));
        var fault = composed.Faults[0];
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(field, composed.FieldOf(fault));
        Assert.Null(composed.Result);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("true")]
    [InlineData("~")]
    [InlineData("12")]
    [InlineData("- x: #1")]
    [InlineData("\"quoted\\\" \t\u2028 text")]
    [InlineData("日本語 😀")]
    [InlineData("{{ total }}")]
    public void Text_is_read_again_as_it_was(string text)
    {
        var read = ScenarioFile.Parse(
            $"name: x\ntitle: {YamlText.Of(text)}\nrules: [{{ when: charging, then: fail }}]\n", "x.yaml", BuiltInSymbols.Known);
        Assert.Equal(text, read.Scenario!.Title.En);
    }

    static Composition Of(params IEnumerable<(string, string)> fields) => new(FormValues.Of(fields), BuiltInSymbols.Known);

    static IEnumerable<string> Actions(Composition composed) => composed.Result!.Rules.Select(rule => rule.Then.Name);

    static string Head(string text, int lines) => string.Join('\n', text.Split('\n').Take(lines));
}
