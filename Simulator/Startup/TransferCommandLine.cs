using System.CommandLine;
using System.Text.Json.Nodes;
using KantanSim.Commands;
using KantanSim.Configuration;
using KantanSim.Storage;
using KantanSim.Storage.Transfer;

namespace KantanSim.Startup;

/// <summary>The commands <c>export</c> and <c>import</c>, which read and write the data folder while no server uses it.</summary>
internal static class TransferCommandLine
{
    public static Command BuildExport(string[] settings)
    {
        var file = File();
        var withSecrets = new Option<bool>("--with-secrets") { Description = "Includes the passwords of shops and members." };
        var json = CommandOptions.Json();
        var export = new Command("export", "Writes the data folder to a file. No server may be using the folder.")
        {
            file, withSecrets, json,
        };
        export.SetAction((parsed, _) => Export(settings, parsed.GetValue(file)!, parsed.GetValue(withSecrets), Output(parsed, json)));
        return export;
    }

    public static Command BuildImport(string[] settings)
    {
        var file = File();
        var json = CommandOptions.Json();
        var import = new Command("import", "Reads an exported file into an empty data folder.") { file, json };
        import.SetAction((parsed, _) => Import(settings, parsed.GetValue(file)!, Output(parsed, json)));
        return import;
    }

    static Argument<string> File() => new("FILE") { Description = "JSON lines; docs/architecture.md describes the format." };

    static CommandOutput Output(ParseResult parsed, Option<bool> json) =>
        new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(json));

    static async Task<int> Export(string[] settings, string file, bool withSecrets, CommandOutput output)
    {
        var unreadable = 0;
        Transfer(settings, file, folder => unreadable = DataTransfer.Export(folder, file, withSecrets));
        if (output.IsJson) await output.Json(new JsonObject { ["file"] = file, ["secrets"] = withSecrets, ["unreadable"] = unreadable });
        else await output.Line($"Exported to {file}{(withSecrets ? ", with passwords" : ", without passwords of shops and members")}.");
        if (unreadable == 0) return ExitCodes.Success;
        await output.Message($"{unreadable} documents could not be read: their pages are damaged.");
        return ExitCodes.Findings;
    }

    static async Task<int> Import(string[] settings, string file, CommandOutput output)
    {
        var (lines, into) = (0, "");
        Transfer(settings, file, folder => (lines, into) = (DataTransfer.Import(folder, file), folder));
        if (output.IsJson) await output.Json(new JsonObject { ["file"] = file, ["lines"] = lines, ["folder"] = into });
        else await output.Line($"Imported {lines} lines into {into}.");
        return ExitCodes.Success;
    }

    static void Transfer(string[] settings, string file, Action<string> run)
    {
        var folder = SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.Data;
        if (folder == Store.InMemory)
            throw new ConfigurationException("Data", folder, "a folder, because data in memory is lost when the server stops");
        try
        {
            run(folder);
        }
        catch (FormatException fault)
        {
            throw UsageException.Refused($"{file}: {fault.Message}. Nothing was imported.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw UsageException.Refused($"{fault.Message.TrimEnd('.')}.");
        }
    }
}
