using System.Text.RegularExpressions;
using KantanSim.Protocol;
using KantanSim.Startup;
using KantanSim.Tests.Golden;

namespace KantanSim.Tests.Startup;

/// <summary>The program's help and docs/settings.md list all settings with their defaults.</summary>
public sealed partial class SettingCatalogTests
{
    static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "settings.md"));

    [Fact]
    public void Help_lists_urls_and_every_setting_with_its_default()
    {
        var help = SettingsHelp.Lines().ToList();
        Assert.Contains(help, line => line.StartsWith("  --urls URL[;URL]           [http://127.0.0.1:8080] ", StringComparison.Ordinal));
        Assert.All(
            SettingCatalog.All.Concat(SettingCatalog.OfShop),
            setting => Assert.Contains(help, line => IsLineOf(line, setting.Name, setting.Default)));
        Assert.All(
            ProtocolOptionCatalog.All,
            option => Assert.Contains(help, line => IsLineOf(line, option.Name, option.Format(new()))));
    }

    [Fact]
    public void Settings_document_lists_every_setting_with_its_default()
    {
        var rows = Row().Matches(Document).Select(row => (Names: row.Groups[1].Value, Default: row.Groups[2].Value)).ToList();
        Assert.All(
            SettingCatalog.All.Concat(SettingCatalog.OfShop),
            setting => Assert.Contains(rows, row => IsRowOf(row.Names, row.Default, setting)));
    }

    static bool IsLineOf(string line, string name, string value) =>
        line.StartsWith($"  {name} ", StringComparison.Ordinal)
        && (value.Length == 0 || line.Contains($" [{value}] ", StringComparison.Ordinal));

    static bool IsRowOf(string names, string value, Setting setting)
    {
        if (!Name().Matches(names).Any(name => Key(name.Value) == Key(setting.Name))) return false;
        // The document describes the default of NotifyAllow in words.
        return setting.Default.Length == 0
            || setting == SettingCatalog.NotifyAllow
            || value.Contains($"`{setting.Default}`", StringComparison.Ordinal);
    }

    static string Key(string name) => name.Split(':')[0];

    // | `Data` | meaning | `./data` |
    [GeneratedRegex(@"(?m)^\| (`[^|]+) \|.*\| ([^|]+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex("(?<=`)[A-Z][A-Za-z]+")]
    private static partial Regex Name();
}
