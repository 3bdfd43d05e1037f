#pragma warning disable format // aligned tables
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Scenarios;

public sealed class ScenarioSelectorTests
{
    static readonly ScenarioLibrary Library = RepositoryScenarios.Library;

    static readonly Arm Any = new("arm-1", "points-only", Times: 2);
    static readonly Arm ForOrders = new("arm-2", "cancel", Times: 1, OrderId: "ARM-*");
    static readonly Arm ForAnotherShop = new("arm-3", "timeout", Times: 1, ShopId: "tshop00000002");

    // In order of precedence: each row lacks the reason of the row above.
    [Theory]
    [InlineData("timeout",  true,  "SIM-CANCEL-1", "points-only", "timeout",     "header X-KantanSim-Scenario")]
    [InlineData(" timeout ", true, "SIM-CANCEL-1", "points-only", "timeout",     "header X-KantanSim-Scenario")]
    [InlineData(null,       true,  "SIM-CANCEL-1", "timeout",     "points-only", "armed")]
    [InlineData("",         false, "SIM-CANCEL-1", "points-only", "cancel",      "match on orderId SIM-CANCEL-*")]
    [InlineData(" ",        false, "A-1",          "points-only", "points-only", "scenario of shop tshop00000001")]
    [InlineData(null,       false, "A-1",          null,          "success",     "default")]
    [InlineData(null,       false, "A-1",          "",            "success",     "default")]
    public void The_first_reason_that_applies_selects_the_scenario(
        string? header, bool armed, string orderId, string? shopScenario, string name, string reason)
    {
        Arm[] arms = armed ? [ForAnotherShop, Any] : [ForAnotherShop];
        var selection = ScenarioSelector.Choose(Request(header, orderId, shopScenario), arms, Library);
        var used = reason == "armed" ? Any : null;
        var isFallback = reason is "default" or "scenario of shop tshop00000001";
        Assert.Equal(new ScenarioSelection.Selected(name, reason, used) { IsFallback = isFallback }, selection);
    }

    [Theory]
    [InlineData("ARM-1", "arm-2")]
    [InlineData("A-1",   "arm-1")]
    public void The_oldest_matching_arm_is_used(string orderId, string used)
    {
        var selection = ScenarioSelector.Choose(Request(null, orderId, null), [ForAnotherShop, ForOrders, Any], Library);
        Assert.Equal(used, Assert.IsType<ScenarioSelection.Selected>(selection).Used?.Id);
    }

    [Fact]
    public void The_first_matching_scenario_by_name_is_selected()
    {
        var matching = BuiltInScenarios.Success with { Match = new(null, "A-*", 100, null) };
        var names = new[] { "b", "a", "Z" };
        var library = new ScenarioLibrary("none", names.Select(name => matching with { Name = name }), []);
        Assert.Equal("Z", ScenarioSelector.Choose(Request(null, "A-1", null), [], library).Name);
    }

    [Theory]
    [InlineData("timout", null,     null,    "timout", "header X-KantanSim-Scenario")]
    [InlineData("Cancel", null,     null,    "Cancel", "header X-KantanSim-Scenario")]
    [InlineData(null,     "gone",   null,    "gone",   "armed")]
    [InlineData(null,     null,     "sucess", "sucess", "scenario of shop tshop00000001")]
    public void An_unknown_name_is_reported(string? header, string? armed, string? shopScenario, string name, string reason)
    {
        Arm[] arms = armed is null ? [] : [new("arm-9", armed, 1)];
        var selection = ScenarioSelector.Choose(Request(header, "A-1", shopScenario), arms, Library);
        var unknown = Assert.IsType<ScenarioSelection.Unknown>(selection);
        Assert.Equal(name, unknown.Name);
        Assert.Equal(reason, unknown.Reason);
        Assert.Equal(Library.Names, unknown.Known);
    }

    [Fact]
    public void An_arm_is_used_up_after_its_last_transaction()
    {
        Assert.Equal(Any with { Times = 1 }, Any.AfterUse());
        Assert.Null(Any.AfterUse()!.AfterUse());
    }

    static ScenarioRequest Request(string? header, string orderId, string? shopScenario) =>
        new(header, "tshop00000001", orderId, 1_000, shopScenario);
}
