using System.Text.RegularExpressions;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Architecture;

/// <summary>
/// Which folder of the program may reference which. A reference is a using directive, or a type with its namespace. Unused using
/// directives are build errors.
/// </summary>
public sealed partial class FolderReferenceTests
{
    // Lowest first: a row names only folders of rows above it, so that there is no cycle. Subfolders without a row belong to the row
    // of their parent.
    static readonly (string Folder, string[] MayReference)[] Table =
    [
        ("Configuration",              []),
        ("Wire",                       []),
        ("Fidelity",                   []),
        ("Storage",                    ["Configuration"]),
        ("Clocks",                     ["Storage"]),
        ("Transactions",               ["Configuration", "Fidelity", "Storage", "Clocks"]),
        ("Snapshots",                  ["Configuration", "Storage", "Clocks", "Transactions"]),
        ("Protocol",                   ["Wire", "Fidelity", "Transactions"]),
        ("Methods",                    ["Wire", "Fidelity", "Transactions", "Protocol"]),
        ("Methods/Recruit",            ["Wire", "Fidelity", "Transactions", "Protocol"]),
        ("Methods/RecruitContinuance", ["Fidelity", "Transactions", "Protocol"]),
        ("Scenarios/Files",            ["Configuration"]),
        ("Traffic",                    ["Wire", "Storage", "Transactions", "Protocol"]),
        ("Web",                        ["Configuration", "Wire"]),
        ("Certificates",               ["Configuration", "Storage", "Web"]),
        ("Merchants",                  ["Configuration", "Wire", "Storage", "Clocks", "Transactions", "Protocol", "Certificates"]),
        ("Advice",                     ["Fidelity", "Storage", "Clocks", "Transactions", "Protocol", "Traffic", "Merchants"]),
        ("Advice/Rules",               ["Configuration", "Wire", "Fidelity", "Transactions", "Protocol"]),
        ("Consumers",                  ["Storage", "Protocol", "Merchants"]),
        ("Scheduling",                 ["Storage", "Clocks", "Transactions", "Protocol", "Methods", "Merchants"]),
        ("Scenarios/Engine",           ["Configuration", "Wire", "Storage", "Clocks", "Transactions", "Protocol", "Scenarios/Files"]),
        ("Notifications",              ["Wire", "Storage", "Clocks", "Transactions", "Protocol", "Methods", "Scenarios/Files", "Traffic",
                                        "Merchants", "Scheduling", "Scenarios/Engine"]),
        ("Settlement",                 ["Wire", "Storage", "Transactions"]),
        ("Mappings",                   ["Configuration", "Wire", "Clocks", "Transactions", "Protocol", "Traffic", "Web"]),
        ("Wallet",                     ["Configuration", "Wire", "Storage", "Transactions", "Protocol", "Methods", "Scenarios/Files",
                                        "Consumers", "Web", "Merchants", "Scenarios/Engine", "Notifications"]),
        ("Gateway",                    ["Configuration", "Wire", "Fidelity", "Storage", "Clocks", "Transactions", "Protocol", "Methods",
                                        "Scenarios/Files", "Traffic", "Consumers", "Web", "Merchants", "Scheduling", "Scenarios/Engine",
                                        "Notifications", "Mappings", "Wallet"]),
        ("Telemetry",                  ["Configuration", "Storage", "Clocks", "Transactions"]),
        ("DemoShop",                   ["Configuration", "Wire", "Storage", "Protocol", "Web", "Certificates", "Merchants"]),
        ("Operations",                 ["Wire", "Storage", "Clocks", "Transactions", "Protocol", "Methods", "Scenarios/Files", "Traffic",
                                       "Consumers", "Merchants", "Scheduling", "Scenarios/Engine", "Notifications", "Settlement",
                                       "Snapshots", "Wallet", "Gateway", "Advice", "Advice/Rules"]),
        ("Commands",                   ["Wire", "Transactions", "Protocol", "Scenarios/Files", "Advice", "Advice/Rules", "Operations"]),
        ("Check/Files",                ["Scenarios/Files"]),
        ("Check/Adapters",             ["Commands", "Check/Files"]),
        ("Check/Cases",                ["Transactions", "Scenarios/Files", "Check/Files"]),
        ("Check/Judging",              ["Transactions", "Settlement", "Operations", "Check/Files", "Check/Adapters", "Check/Cases"]),
        ("Check/Reports",              ["Wire", "Transactions", "Scenarios/Files", "Web", "Advice", "Operations", "Commands", "Check/Cases",
                                        "Check/Judging"]),
        ("Check/Running",              ["Wire", "Transactions", "Protocol", "Consumers", "Settlement", "Operations", "Commands",
                                        "Check/Files", "Check/Adapters", "Check/Cases", "Check/Judging"]),
        ("Check/Command",              ["Wire", "Scenarios/Files", "Commands", "Check/Files", "Check/Adapters", "Check/Cases",
                                        "Check/Judging", "Check/Running", "Check/Reports"]),
        ("Check/Recording",            ["Configuration", "Operations", "Commands", "Check/Files"]),
        ("Evidence",                   ["Wire", "Clocks", "Transactions", "Protocol", "Scenarios/Files", "Traffic", "Web", "Merchants",
                                        "Advice", "Consumers", "Scenarios/Engine", "Notifications", "Gateway", "Operations",
                                        "Check/Judging", "Check/Reports"]),
        ("Admin",                      ["Configuration", "Storage", "Clocks", "Transactions", "Web", "Merchants", "Operations"]),
        ("Admin/Api",                  ["Wire", "Storage", "Clocks", "Transactions", "Protocol", "Methods", "Scenarios/Files", "Traffic",
                                        "Advice", "Advice/Rules", "Consumers", "Web", "Merchants", "Notifications", "Settlement",
                                        "Operations", "Check/Files", "Evidence"]),
        ("Admin/Pages",                ["Wire", "Fidelity", "Storage", "Clocks", "Transactions", "Protocol", "Methods", "Scenarios/Files",
                                        "Traffic", "Consumers", "Web", "Merchants", "Scheduling", "Scenarios/Engine", "Notifications",
                                        "Settlement", "Snapshots", "Operations", "Advice", "Advice/Rules", "Evidence"]),
        ("Mcp",                        ["Configuration", "Wire", "Transactions", "Protocol", "Methods", "Scenarios/Files", "Web",
                                        "Merchants", "Advice", "Operations", "Commands", "Check/Reports", "Evidence", "Admin",
                                        "Admin/Api"]),
    ];

    // The composition root references all folders, and no folder references it.
    const string Composition = "Startup";

    [Fact]
    public void Table_has_no_cycle()
    {
        for (var row = 0; row < Table.Length; row++)
            Assert.Subset(Table[..row].Select(above => above.Folder).ToHashSet(), Table[row].MayReference.ToHashSet());
    }

    [Fact]
    public void Every_folder_has_a_row() =>
        Assert.Empty(Sources().Select(source => source.Folder).Distinct().Except([Composition, .. Table.Select(row => row.Folder)]));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_references_exactly_the_folders_in_its_row(string folder)
    {
        var found = References(folder).ToHashSet();
        var allowed = Table.Single(row => row.Folder == folder).MayReference.ToHashSet();
        // The namespace of the parent is visible in a subfolder without a reference.
        found.Remove(Parent(folder));
        Assert.True(
            found.SetEquals(allowed),
            $"{folder} has references that the table does not allow: {List(found.Except(allowed))}. "
            + $"The table allows references that it does not have: {List(allowed.Except(found))}.");
    }

    [Theory]
    [InlineData("Storage", @"\bLiteDB\b")]
    [InlineData("Wire", @"\bGetEncoding\(|CodePagesEncodingProvider")]
    [InlineData("Mappings", @"using WireMock")]
    [InlineData("Check/Adapters", @"using AngleSharp")]
    [InlineData("Telemetry", @"using OpenTelemetry")]
    [InlineData("Mcp", @"using ModelContextProtocol")]
    // Service location.
    [InlineData("Startup", @"GetRequiredService|GetServices?[<(]|RequestServices|ApplicationServices")]
    public void Only_one_folder_uses_it(string folder, string pattern)
    {
        var users = Sources().Where(source => Regex.IsMatch(Code(source.Text), pattern)).Select(source => source.Folder).ToHashSet();
        Assert.Equal([folder], users);
    }

    // WireMock's mapping files are read with it, and the check needs its JSONPath.
    [Fact]
    public void Only_three_folders_use_Newtonsoft()
    {
        var users = Sources().Where(source => Code(source.Text).Contains("using Newtonsoft")).Select(source => source.Folder).Distinct();
        Assert.Equal(["Check/Adapters", "Check/Files", "Mappings"], users.Order());
    }

    [Theory]
    [InlineData("Transactions")]
    [InlineData("Protocol")]
    [InlineData("Methods")]
    [InlineData("Storage")]
    [InlineData("Wire")]
    [InlineData("Scenarios/Files")]
    [InlineData("Scenarios/Engine")]
    [InlineData("Settlement")]
    [InlineData("Scheduling")]
    [InlineData("Consumers")]
    [InlineData("Fidelity")]
    [InlineData("Notifications")]
    [InlineData("Operations")]
    public void Folder_does_not_depend_on_HTTP(string folder)
    {
        var sources = Sources().Where(source => source.Folder == folder);
        Assert.Empty(sources.Where(source => Http().IsMatch(source.Text)).Select(source => source.File));
    }

    public static TheoryData<string> Folders() => [.. Table.Select(row => row.Folder)];

    static IEnumerable<string> References(string folder) =>
        from source in Sources()
        where source.Folder == folder
        from Match match in Names().Matches(source.Text)
        let target = FolderOf(match.Groups["name"].Value.Replace('.', '/'))
        where target is not null && target != folder
        select target;

    static List<(string File, string Folder, string Text)> Sources()
    {
        var root = Path.Combine(Repository.Root, "Simulator");
        return
        [
            .. from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(root, file).Replace('\\', '/')
               where path.Contains('/')
               where !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal)
               let folder = path[..path.LastIndexOf('/')]
               select (path, FolderOf(folder) ?? folder, File.ReadAllText(file)),
        ];
    }

    // The row of a path: the longest folder that contains it.
    static string? FolderOf(string path) =>
        Table.Select(row => row.Folder)
            .Append(Composition)
            .Where(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal))
            .MaxBy(folder => folder.Length);

    static string Parent(string folder) => folder.Contains('/') ? folder[..folder.LastIndexOf('/')] : "";

    static string Code(string text) => Comments().Replace(text, "");

    static string List(IEnumerable<string> folders) => string.Join(", ", folders.Order()) is { Length: > 0 } list ? list : "nothing";

    const string UsingDirective = @"^using (?:static |\w+ = )?KantanSim\.(?<name>[\w.]+);";

    const string Namespaces =
        @"Configuration|Wire|Fidelity|Storage|Transactions|Protocol|Methods(?:\.Recruit(?:Continuance)?)?|Scenarios\.(?:Files|Engine)"
        + @"|Traffic|Consumers|Web|Certificates|Merchants|Scheduling|Notifications|Settlement|Mappings|Wallet|Gateway|Telemetry|DemoShop"
        + @"|Snapshots|Operations|Mcp|Admin(?:\.(?:Api|Pages))?|Startup";

    const string QualifiedType = @"(?<![\w.""/])(?:KantanSim\.)?(?<name>(?:" + Namespaces + @")\.[A-Z]\w+)";

    [GeneratedRegex(UsingDirective + "|" + QualifiedType, RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex(@"HttpContext|HttpRequest\b|Microsoft\.AspNetCore")]
    private static partial Regex Http();

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
