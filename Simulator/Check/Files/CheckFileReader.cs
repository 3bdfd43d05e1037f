using KantanSim.Scenarios.Files;

namespace KantanSim.Check.Files;

/// <summary>Reads the file that says how a shop is driven.</summary>
internal sealed class CheckFileReader
{
    /// <summary>The name of the file when none is given.</summary>
    public const string DefaultName = "kantansim-check.yaml";

    /// <summary>Where KantanSim is when the file does not say it.</summary>
    public const string DefaultGateway = "http://127.0.0.1:8080";

    public static readonly TimeSpan MaxPatience = TimeSpan.FromMinutes(10);

    readonly DiagnosticBag diagnostics;
    readonly YamlSection root;

    CheckFileReader(YamlSection root, DiagnosticBag diagnostics)
    {
        this.root = root;
        this.diagnostics = diagnostics;
    }

    public static CheckFileParseResult Read(string path)
    {
        var diagnostics = new DiagnosticBag(path);
        var text = YamlFile.Load(path, diagnostics);
        return text is null ? new(null, diagnostics.InOrder()) : Parse(text, path);
    }

    /// <param name="text">The content of the file.</param>
    /// <param name="path">The path in diagnostics.</param>
    public static CheckFileParseResult Parse(string text, string path)
    {
        var diagnostics = new DiagnosticBag(path);
        var root = YamlFile.Root(text, "the file", CheckKeys.Root, diagnostics);
        var file = root is null ? null : new CheckFileReader(root, diagnostics).File(path);
        return new(diagnostics.IsEmpty ? file : null, diagnostics.InOrder());
    }

    // Null only with a diagnostic.
    CheckFile? File(string path)
    {
        var account = root.Require("shop") is { } shop ? new AccountReader(diagnostics).Read(shop) : null;
        var door = new DoorReader(root, diagnostics);
        var (place, read, acts) = (door.Place(), door.Read(), door.Acts("act", ActNames.OfOrders));
        CheckCreated(account, place, door);
        var file = new CheckFile
        {
            Path = path,
            Gateway = Gateway(),
            Shop = account!,
            Place = place!,
            Read = read!,
            Acts = acts,
            Hooks = new HookReader(root, diagnostics).Read(),
            Style = new StyleReader(diagnostics).Read(root),
            Recurring = Recurring(),
        };
        return Patience() is { } patience ? file with { Patience = patience } : file;
    }

    string Gateway()
    {
        if (root["gateway"] is not { } node || root.Text(node, "gateway") is not { } text) return DefaultGateway;
        if (!AbsoluteUrl.IsBase(text))
            diagnostics.Add(node.Start, CheckDiagnosticCode.BadUrl,
                $"\"gateway\" takes the URL of KantanSim, such as {DefaultGateway}, not \"{text}\"");
        return text.TrimEnd('/');
    }

    // A shop cannot guess the account of a case.
    void CheckCreated(ShopAccount? account, ShopStep? place, DoorReader door)
    {
        if (account is not ShopAccount.Created || place is null || door.CanKnow(place, VariableNames.ShopId)) return;
        diagnostics.Add(root["place"]!.Start, CheckDiagnosticCode.MissingVariable,
            "with \"create\" each case has an account of its own; \"place\" tells the shop with {{shopId}} (and {{shopPass}})");
    }

    TimeSpan? Patience() => root["patience"] is { } node
        ? new CommandReader(new(diagnostics, [])).Span(root, node, "patience", MaxPatience)
        : null;

    RecurringDoor? Recurring()
    {
        if (root.GetSection("recurring", [.. CheckKeys.Recurring]) is not { } section) return null;
        var door = new DoorReader(section, diagnostics);
        var (place, read, acts) = (door.Place(), door.Read(), door.Acts("act", CheckKeys.RecurringActs));
        return place is null || read is null ? null : new(place, read, acts);
    }
}

/// <summary>The result of reading a file: its content, or all of its diagnostics.</summary>
internal sealed record CheckFileParseResult(CheckFile? File, IReadOnlyList<Diagnostic> Diagnostics);
