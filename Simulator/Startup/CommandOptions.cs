using System.CommandLine;
using System.CommandLine.Completions;
using KantanSim.Commands;

namespace KantanSim.Startup;

/// <summary>Options that several commands have, and what their values may be.</summary>
internal static class CommandOptions
{
    static readonly string Languages = string.Join(", ", AdviceWords.Languages);

    /// <summary>An option with a text that is checked.</summary>
    /// <param name="value">The value's name in the help.</param>
    /// <param name="allowed">What the value may be, for the error.</param>
    public static Option<string?> Text(string name, string value, string description, string allowed, Func<string, bool> isAllowed)
    {
        var option = new Option<string?>(name) { HelpName = value, Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !isAllowed(token.Value))
                result.AddError($"{name} is '{token.Value}'; allowed: {allowed}.");
        });
        return option;
    }

    /// <summary>An option with any text that is not empty.</summary>
    public static Option<string?> Text(string name, string value, string description, string allowed) =>
        Text(name, value, description, allowed, text => text.Length > 0);

    /// <summary>A required argument with any text that is not empty.</summary>
    /// <param name="allowed">What it may be, for the error.</param>
    public static Argument<string> Argument(string name, string description, string allowed, Func<string, bool>? isAllowed = null)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is not [var token] || (token.Value.Length > 0 && isAllowed?.Invoke(token.Value) != false)) return;
            result.AddError($"{name} is '{token.Value}'; allowed: {allowed}.");
        });
        return argument;
    }

    /// <summary>JSON alone goes to the standard output; messages go to the standard error.</summary>
    public static Option<bool> Json(string description = "Prints JSON, and nothing else, to the standard output.") =>
        new("--json") { Description = description };

    public static Option<string?> Shop(string description) => Text("--shop", "ID", description, "a ShopID");

    /// <summary>The language of a command's output.</summary>
    public static Option<string> Language(string what)
    {
        var option = new Option<string>("--lang")
        {
            HelpName = "LANG",
            DefaultValueFactory = _ => AdviceWords.Languages[0],
            Description = $"The language of {what}: {Languages}. Default: {AdviceWords.Languages[0]}.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !AdviceWords.Languages.Contains(token.Value))
                result.AddError($"--lang is '{token.Value}'; allowed: {Languages}.");
        });
        return option;
    }

    /// <summary>The required name of a scenario; a shell completes it with those of the folder in the settings.</summary>
    public static Argument<string> Scenario(string[] settings)
    {
        var scenario = Argument("SCENARIO", "The name of a scenario; see scenarios list.", "the name of a scenario");
        // Otherwise the help would list all names as the allowed values.
        scenario.HelpName = scenario.Name;
        scenario.CompletionSources.Add(_ => LocalScenarios.Names(settings).Select(name => new CompletionItem(name)));
        return scenario;
    }
}
