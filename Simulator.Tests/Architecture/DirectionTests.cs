using KantanSim.Startup;
using NetArchTest.Rules;

namespace KantanSim.Tests.Architecture;

/// <summary>Dependencies between namespaces: endpoints and pages → methods → protocol → transactions → storage, never upward.</summary>
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
    public void Namespace_does_not_depend_on_those_above_it(string folder, params string[] forbidden) =>
        Assert.Empty(Naming(folder, [.. forbidden.Select(name => $"KantanSim.{name}")]));

    [Theory]
    [InlineData("LiteDB", "Storage")]
    [InlineData("WireMock", "Mappings")]
    [InlineData("Newtonsoft", "Mappings")]
    [InlineData("OpenTelemetry", "Telemetry")]
    public void Library_is_used_in_one_namespace_only(string library, string folder)
    {
        Assert.NotEmpty(Naming(folder, [library]));
        Assert.Empty(Types.InAssembly(typeof(Host).Assembly).That().DoNotResideInNamespace($"KantanSim.{folder}")
            .ShouldNot().HaveDependencyOn(library).GetResult().FailingTypeNames ?? []);
    }

    [Theory]
    [InlineData("Transactions")]
    [InlineData("Protocol")]
    [InlineData("Methods")]
    [InlineData("Storage")]
    [InlineData("Wire")]
    [InlineData("Scenarios")]
    [InlineData("Settlement")]
    public void Namespace_below_the_endpoints_does_not_depend_on_ASP_NET(string folder) =>
        Assert.Empty(Naming(folder, ["Microsoft.AspNetCore"]));

    [Theory]
    [InlineData("KantanSim.Methods.Recruit")]
    [InlineData("KantanSim.Methods.RecruitContinuance")]
    public void Payment_methods_are_used_through_their_base_class_only(string method) =>
        Assert.Empty(Above.Concat(Core).SelectMany(folder => Naming(folder, [method])));

    [Theory]
    [InlineData("Recruit", "RecruitContinuance")]
    [InlineData("RecruitContinuance", "Recruit")]
    public void Payment_method_does_not_depend_on_another(string method, string other)
    {
        Assert.Empty(NamingExactly(method, $"KantanSim.Methods.{other}"));
        Assert.NotEmpty(NamingExactly(method, $"KantanSim.Methods.{method}"));
    }

    // The tests above would pass if the rule engine found nothing or a namespace had been renamed.
    [Fact]
    public void Rule_engine_finds_an_existing_dependency() => Assert.NotEmpty(Naming("Control", ["KantanSim.Transactions"]));

    [Fact]
    public void Namespaces_in_the_rules_exist()
    {
        var existing = typeof(Host).Assembly.GetTypes().Select(type => type.Namespace).OfType<string>().ToHashSet();
        Assert.Subset(existing, InRules().Select(name => $"KantanSim.{name}").ToHashSet());
    }

    static IEnumerable<string> InRules()
    {
        var rules = typeof(DirectionTests).GetMethod(nameof(Namespace_does_not_depend_on_those_above_it))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(row => row.Data);
        return rules.SelectMany(value => value as IEnumerable<string> ?? [(string)value!]).Concat(Above).Concat(Core);
    }

    static IEnumerable<string> Naming(string folder, string[] forbidden) =>
        Types.InAssembly(typeof(Host).Assembly).That().ResideInNamespace($"KantanSim.{folder}").ShouldNot().HaveDependencyOnAny(forbidden).GetResult().FailingTypeNames ?? [];

    // ResideInNamespace also matches namespaces whose names begin with this one.
    static IEnumerable<string> NamingExactly(string method, string forbidden) =>
        Types.InAssembly(typeof(Host).Assembly).That().ResideInNamespaceMatching($@"^KantanSim\.Methods\.{method}$").ShouldNot().HaveDependencyOn(forbidden).GetResult().FailingTypeNames ?? [];
}
