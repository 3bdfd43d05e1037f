using KantanSim.Check.Files;

namespace KantanSim.Check.Recording;

/// <summary>Writes the file that says how a shop is driven, as far as it was seen. What was not seen is marked with CHANGE.</summary>
internal sealed class CheckFileText(string gateway, Uri? shopUrl, RecordedPayment recording)
{
    const string Unknown = "# CHANGE:";

    readonly RecordedDoor door = new(recording);
    readonly string shop = shopUrl?.GetLeftPart(UriPartial.Authority) ?? "http://127.0.0.1:3000";

    SeenPayment Payment => recording.Payment;

    public string Write() => string.Join('\n',
        [.. Head(), .. Place(), .. Read(), .. Acts(), .. Hooks(), .. Style(), "patience: PT5S   # real time for the shop to settle", ""]);

    IEnumerable<string> Head()
    {
        yield return $"# yaml-language-server: $schema={gateway}{CheckSchema.Id}";
        yield return "# How KantanSim drives this shop. It may contain what was typed at the shop: look through it before you share it.";
        yield return $"gateway: {gateway}";
        var change = Payment.ShopPass is null ? $"   {Unknown} the shop's password" : "";
        yield return $"shop: {{ id: {Quote(Payment.ShopId)}, pass: {Quote(Payment.ShopPass ?? "CHANGE-ME")} }}{change}";
        yield return "";
    }

    IEnumerable<string> Place()
    {
        var steps = new RecordedStep(door.Replace);
        if (door.Forms() is { Count: > 0 } forms) return Browser(steps, forms);
        var request = door.Placed is { } placed ? steps.Request(placed, door.Key) : null;
        return request is null ? UnknownPlace() : Requested(request, door.Placed!);
    }

    IEnumerable<string> Browser(RecordedStep steps, IReadOnlyList<(Exchange, Exchange)> forms)
    {
        yield return "place:   # as the person did it, without JavaScript";
        yield return "  browser:";
        foreach (var line in steps.Browser(forms)) yield return $"    - {line}";
        if (door.Key is { } key) yield return $"  {RecordedStep.Keep(key)}";
        else yield return $"  # keep: {{ key: … }}   {Unknown} what names the order in the answer";
        yield return "";
    }

    IEnumerable<string> Requested(string request, Exchange placed)
    {
        yield return "place:   # the request that was seen; {{amount}} is the price, tax included";
        yield return $"  http: {request}";
        if (door.Key is null) yield return $"  {Unknown} add \"keep: {{ key: … }}\" to http: what names the order in the answer";
        if (placed.HasCookies) yield return $"  {Unknown} the request had cookies; the shop must take orders without them, or use browser";
        if (placed.Headers.ContainsKey("Authorization"))
            yield return $"  {Unknown} the request had a header Authorization; add headers: {{ … }}";
        yield return "";
    }

    IEnumerable<string> UnknownPlace() =>
    [
        $"place:   {Unknown} how an order is placed. Exactly one of http, command, browser.",
        $"  http: {{ post: {Quote($"{shop}/CHANGE-ME")}, json: {{ total: \"{{{{amount}}}}\" }}, keep: {{ key: \"$.id\" }} }}",
        "  # command: [\"./place-order\", \"{{amount}}\"]",
        $"  # browser: [ {{ open: {Quote(shop)} }}, {{ fill: {{ name: \"Check\" }} }}, {{ press: \"#buy\" }} ]",
        "",
    ];

    // A place that keeps nothing leaves no name but the number of the order.
    string KeyTemplate => door.Key is null && door.Placed is not null && !IsPlaceUnknown ? "{{order}}" : "{{key}}";

    bool IsPlaceUnknown => door.Forms().Count == 0
        && (door.Placed is null || new RecordedStep(door.Replace).Request(door.Placed, null) is null);

    IEnumerable<string> Read()
    {
        var state = RecordedState.Find(recording, door.Key);
        var url = state is null ? $"{shop}/CHANGE-ME/{KeyTemplate}" : door.ReplaceKey("", state.Url.AbsoluteUri);
        var words = state?.Words ?? [("paid", "paid"), ("open", "new"), ("failed", "failed")];
        yield return state is null ? $"read:   {Unknown} where the shop tells the state of an order as JSON" : "read:";
        yield return $"  http: {{ get: {Quote(url)} }}";
        yield return $"  state: {Quote(state?.Path ?? "$.status")}";
        yield return $"  {Unknown} all words of the shop; paid, shipped, failed (cancelled, refunded), open (not paid yet)";
        yield return $"  means: {{ {string.Join(", ", words.GroupBy(known => known.Meaning).Select(Meaning))} }}";
        yield return "  # shipped: \"$.shipments.length()\"   # how often it was shipped";
        yield return "  # amount: \"$.paid_total\"            # what the shop takes for paid, in yen";
        yield return "";
    }

    static string Meaning(IGrouping<string, (string Meaning, string Word)> words) =>
        $"{words.Key}: [{string.Join(", ", words.Select(known => Quote(known.Word)))}]";

    IEnumerable<string> Acts()
    {
        List<string> known = [], unknown = [];
        Act(ActNames.Ship, RecordedDoor.Change(recording.Shipped), known, unknown);
        Act(ActNames.Cancel, RecordedDoor.Change(recording.Cancelled), known, unknown);
        yield return known.Count > 0 ? "act:" : "# act:   # what the shop can do with an order; cases that need it are left out without it";
        foreach (var line in known) yield return $"  {line}";
        foreach (var line in unknown) yield return $"#   {line}";
        yield return "#   reprice: { post: \"" + shop + "/CHANGE-ME/{{key}}/price\", json: { total: \"{{newAmount}}\" } }";
        yield return "#   jobs: [\"./run-jobs\"]   # runs the background jobs that are due: makes the check faster";
        yield return "";
    }

    void Act(string name, Exchange? seen, List<string> known, List<string> unknown)
    {
        var request = seen is null ? null : new RecordedStep(door.ReplaceKey).Request(seen, keep: null);
        if (request is null) unknown.Add($"{name}: {{ post: {Quote($"{shop}/CHANGE-ME/{{{{key}}}}/{name}")} }}");
        else if (seen!.HasCookies || door.Key is null)
            unknown.Add($"{name}: {request}   # it was sent with a login, or the order's key is unknown");
        else known.Add($"{name}: {request}");
    }

    static IEnumerable<string> Hooks() =>
    [
        "# hooks:   # commands that make cases of durability possible",
        "#   restart: [\"docker\", \"restart\", \"shop\"]",
        "#   break: [\"docker\", \"stop\", \"database\"]",
        "#   mend: [\"docker\", \"start\", \"database\"]",
        "",
    ];

    IEnumerable<string> Style()
    {
        var capture = CheckKeys.Captures[(int)Payment.Capture];
        var seen = recording.Cancelled ?? recording.Shipped ?? recording.Paid;
        var results = seen.Payment.Results.Select(result => CheckKeys.Results[(int)result]).ToList();
        var result = results.Count > 0 ? $", result: [{string.Join(", ", results)}]" : "";
        yield return $"style: {{ capture: {capture}{result} }}   # as seen: what the shop takes the money with, and learns results from";
    }

    static string Quote(string text) => RecordedJson.Quote(text);
}
