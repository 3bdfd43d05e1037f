using NetArchTest.Rules;

namespace KantanSim.Tests.Architecture;

/// <summary>Who may name whom: doors → methods (the seam) → protocol → transactions → storage; nothing calls upward.</summary>
public sealed class DirectionTests
{
    static readonly string[] Doors = ["Gateway", "Wallet", "Control", "Dashboard", "Desk", "DemoMerchant"];
    static readonly string[] Above = [.. Doors, "Notifications", "Settlement", "Clock"];
    static readonly string[] Core = ["Protocol", "Transactions", "Storage", "Wire", "Scenarios", "Fidelity", "Pages", "Traffic"];

    [Theory]
    [InlineData("Transactions", "Methods", "Protocol", "Scenarios", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement")]
    [InlineData("Protocol", "Methods", "Scenarios", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Methods", "Scenarios", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Storage", "Transactions", "Methods", "Protocol", "Scenarios", "Wire", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Wire", "Transactions", "Methods", "Protocol", "Scenarios", "Storage", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Scenarios", "Transactions", "Methods", "Protocol", "Wire", "Storage", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Mappings", "Transactions", "Methods", "Scenarios", "Storage", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Certificates", "Transactions", "Methods", "Protocol", "Scenarios", "Wire", "Traffic", "Pages", "Gateway", "Wallet", "Control", "Dashboard", "Desk", "DemoMerchant", "Notifications", "Settlement", "Clock")]
    [InlineData("Dashboard", "Desk", "DemoMerchant", "Methods.Recruit")]
    [InlineData("Control", "Dashboard", "Desk", "DemoMerchant", "Pages")]
    [InlineData("Desk", "DemoMerchant", "Methods.Recruit", "Storage", "Traffic")]
    [InlineData("DemoMerchant", "Transactions", "Methods", "Scenarios", "Traffic", "Gateway", "Wallet", "Control", "Dashboard", "Notifications", "Settlement", "Clock")]
    public void A_folder_names_nothing_above_it(string folder, params string[] forbidden) =>
        Assert.Empty(Naming(folder, [.. forbidden.Select(name => $"KantanSim.{name}")]));

    [Theory]
    [InlineData("LiteDB", "Storage")]
    [InlineData("WireMock", "Mappings")]
    [InlineData("Newtonsoft", "Mappings")]
    [InlineData("OpenTelemetry", "Telemetry")]
    public void A_library_is_one_folder_s_matter(string library, string folder) => Assert.Empty(
        Types.InAssembly(typeof(Host).Assembly).That().DoNotResideInNamespace($"KantanSim.{folder}").ShouldNot().HaveDependencyOn(library).GetResult().FailingTypeNames ?? []);

    [Theory]
    [InlineData("Transactions")]
    [InlineData("Protocol")]
    [InlineData("Methods")]
    [InlineData("Storage")]
    [InlineData("Wire")]
    [InlineData("Scenarios")]
    [InlineData("Settlement")]
    public void Http_stays_at_the_doors(string folder) => Assert.Empty(Naming(folder, ["Microsoft.AspNetCore"]));

    [Theory]
    [InlineData("KantanSim.Methods.Recruit")]
    [InlineData("KantanSim.Methods.RecruitContinuance")]
    public void Doors_and_core_know_payment_methods_by_their_seam_only(string method) =>
        Assert.Empty(Above.Concat(Core).SelectMany(folder => Naming(folder, [method])));

    [Theory]
    [InlineData("Recruit", "RecruitContinuance")]
    [InlineData("RecruitContinuance", "Recruit")]
    public void A_payment_method_names_no_other(string method, string other)
    {
        Assert.Empty(NamingExactly(method, $"KantanSim.Methods.{other}"));
        Assert.NotEmpty(NamingExactly(method, $"KantanSim.Methods.{method}"));
    }

    // If the rule engine found nothing, every test above would be green for nothing.
    [Fact]
    public void The_rules_find_what_is_there() => Assert.NotEmpty(Naming("Control", ["KantanSim.Transactions"]));

    static IEnumerable<string> Naming(string folder, string[] forbidden) =>
        Types.InAssembly(typeof(Host).Assembly).That().ResideInNamespace($"KantanSim.{folder}").ShouldNot().HaveDependencyOnAny(forbidden).GetResult().FailingTypeNames ?? [];

    // A namespace's name may begin another's.
    static IEnumerable<string> NamingExactly(string method, string forbidden) =>
        Types.InAssembly(typeof(Host).Assembly).That().ResideInNamespaceMatching($@"^KantanSim\.Methods\.{method}$").ShouldNot().HaveDependencyOn(forbidden).GetResult().FailingTypeNames ?? [];
}
