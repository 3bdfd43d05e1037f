using System.CommandLine;
using KantanSim.Check.Files;
using KantanSim.Check.Recording;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>The command <c>check init</c> with its options.</summary>
internal static class CheckInitCommandLine
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    static readonly string Languages = string.Join(", ", InitWords.Languages);

    public static Command Build(string[] settings)
    {
        var file = CommandOptions.Text("--file", "FILE", $"The file to write; default: {CheckFileReader.DefaultName}.", "a file");
        var gateway = CommandOptions.Text("--gateway", "URL", $"Where KantanSim runs; default: {CheckFileReader.DefaultGateway}.",
            "an http or https URL such as http://127.0.0.1:8080", AbsoluteUrl.IsBase);
        var shop = CommandOptions.Shop("Only payments of this shop.");
        var shopUrl = CommandOptions.Text("--shop-url", "URL", "The base URL of your shop. Use the shop through the address that is "
            + "printed; what you do there is recorded, so that the file can do it again.",
            "an http or https URL such as http://127.0.0.1:3000", AbsoluteUrl.IsBase);
        var lang = CommandOptions.Text("--lang", "LANG", $"The language: {Languages}. Default: {InitWords.Languages[0]}.",
            Languages, InitWords.Languages.Contains);
        var json = CommandOptions.Json("Prints what was written as JSON to the standard output; what to do goes to the standard error.");
        var init = new Command("init", "Writes the file that says how your shop is driven, by watching one payment that you make: "
            + "exit code 0 when it is written, 2 for wrong use, 3 when no server was reached.")
        {
            file, gateway, shop, shopUrl, lang, json,
        };
        init.SetAction(async (parsed, cancel) =>
        {
            using var interruption = new Interruption(cancel);
            var url = (parsed.GetValue(gateway) ?? CheckFileReader.DefaultGateway).TrimEnd('/');
            var language = parsed.GetValue(lang) ?? InitWords.Languages[0];
            using var api = new ControlApiClient(url, Token(settings), language, "--gateway names another server.");
            var invocation = parsed.InvocationConfiguration;
            var request = new InitRequest(
                parsed.GetValue(file) ?? CheckFileReader.DefaultName, url, parsed.GetValue(shop),
                parsed.GetValue(shopUrl) is { } address ? new Uri(address) : null);
            var isJson = parsed.GetValue(json);
            return await new InitCommand(
                api, InitWords.In(language), Console.In, isJson ? invocation.Error : invocation.Output, invocation.Error,
                token => Task.Delay(Pause, token), isJson ? invocation.Output : null)
                .Run(request, interruption.Token);
        });
        return init;
    }

    static string? Token(string[] settings) => SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.AdminToken;
}
