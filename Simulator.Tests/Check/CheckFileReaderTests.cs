using System.Reflection;
using KantanSim.Check.Files;
using KantanSim.Scenarios.Files;
using static KantanSim.Tests.Check.InvalidCheckFiles;

namespace KantanSim.Tests.Check;

/// <summary>Reading the file that says how a shop is driven.</summary>
public sealed class CheckFileReaderTests
{
    internal const string Complete =
        """
        gateway: http://127.0.0.1:8080/
        shop: { id: tshop00000001, pass: kantansim1 }
        place:
          http:
            post: "http://127.0.0.1:3000/test/orders"
            json: { sku: mug, total: "{{amount}}", lines: [1, true, ~, "2", 007, -1.5e3] }
            headers: { X-Case: "{{case}} {{seed}}" }
            keep: { key: "$.id", page: "url:/id=([0-9]+)/", visit: "cookie:sid" }
        read:
          http: { get: "http://127.0.0.1:3000/test/orders/{{key}}" }
          state: "$.status"
          means: { paid: [paid], shipped: [shipped], failed: [failed, cancelled], open: [new, pending] }
          shipped: "$.shipments.length()"
          amount: "$.paid_total"
        act:
          ship: { post: "http://127.0.0.1:3000/ship/{{key}}", form: { a: "", b: [1, 2] }, keep: { parcel: "header:X-Parcel" } }
          cancel: { http: { delete: "{{page}}?parcel={{parcel}}" } }
          reprice: [reprice, "{{key}}", "{{newAmount}}", "{{.State.Status}}"]
          again: { command: [again], timeout: PT10S, keep: { key: "/key=(.*)/" } }
          jobs: { browser: [ { open: "http://127.0.0.1:3000/admin" }, { fill: { pin: "" } }, { press: "#run" }, { follow: "a.back" } ] }
        hooks: { restart: ["docker", "restart", "shop"], break: [a], mend: { post: "http://127.0.0.1:3000/mend" } }
        recurring:
          place: { command: [subscribe], keep: { key: $.id } }
          read: { command: [state, "{{key}}"], timeout: PT5S, state: $, means: { paid: active } }
          act: { cancel: [cancel, "{{key}}"] }
        style: { capture: atOnce, result: [search] }
        patience: PT0.5S
        """;

    internal const string Created =
        """
        shop: { create: true, notifyUrl: "http://127.0.0.1:3000/notify?shop={{shopId}}" }
        place: { http: { post: "http://127.0.0.1:3000/orders?shop={{shopId}}" } }
        read: { command: [state], state: $.s, means: { paid: [paid] } }
        """;

    // As a shop with a test door would write it, in the compact style of YAML.
    internal const string Compact =
        """
        # kantansim-check.yaml
        gateway: http://127.0.0.1:8080                      # where KantanSim runs
        shop: { id: tshop00000001, pass: kantansim1 }
        place:
          http: { post: "http://127.0.0.1:3000/test/orders", json: { sku: mug, total: "{{amount}}" }, keep: { key: "$.id" } }
        read:
          http: { get: "http://127.0.0.1:3000/test/orders/{{key}}" }
          state: "$.status"
          means: { paid: [paid], shipped: [shipped], failed: [failed, cancelled], open: [new, pending] }
          shipped: "$.shipments.length()"                   # optional: makes "once" countable
          amount: "$.paid_total"
        act: { ship: ["./ship", "{{key}}"], cancel: { post: "http://127.0.0.1:3000/test/orders/{{key}}/cancel" }, reprice: ["./reprice"] }
        hooks: { restart: ["docker", "restart", "shop"], break: ["./break"], mend: ["./mend"] }
        style: { capture: onShip, result: [notification, return, search] }
        patience: PT5S                                      # real time for the shop to settle
        """;

    public static TheoryData<string, string?, string> InvalidFiles => [.. Rows];

    [Theory]
    [MemberData(nameof(InvalidFiles))]
    public void Fault_has_a_diagnostic_with_position_code_and_suggestion(string code, string? suggestion, string text)
    {
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        var line = text[..at].Count(c => c == '\n') + 1;
        var column = at - text[..at].LastIndexOf('\n');
        var result = CheckFileReader.Parse(text.Remove(at, 1), "check.yaml");
        Assert.Equal(
            [(line, column, code, suggestion)],
            result.Diagnostics.Select(found => (found.Line, found.Column, found.Code, found.Suggestion)));
        Assert.Null(result.File);
    }

    [Fact]
    public void Every_code_of_the_file_has_a_test_row()
    {
        var codes = typeof(CheckDiagnosticCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(code => (string)code.GetValue(null)!);
        Assert.Subset(Rows.Select(row => row.Code).ToHashSet(), codes.ToHashSet());
    }

    [Theory]
    [InlineData("{ http: { get: \"http://127.0.0.1/\" }, command: [x] }",
        "f/check.yaml:2:46 conflict \"http\" and \"command\": \"place\" takes exactly one of http, command, browser")]
    [InlineData("{ command: [\"{{amuont}}\"] }",
        "f/check.yaml:2:20 unknown-variable \"amuont\" is not a variable here; "
        + "allowed: shopId, shopPass, gateway, case, seed, amount, item, order (did you mean \"amount\"?)")]
    [InlineData("{ post: \"http://127.0.0.1/\" }", "f/check.yaml:2:8 misplaced-key \"post\" stands below \"http\": http: { post: URL }")]
    [InlineData("{ http: { post: /orders } }",
        "f/check.yaml:2:24 bad-url \"post\" takes an absolute http or https URL such as http://127.0.0.1:3000/orders, not \"/orders\"")]
    [InlineData("{ command: [x], keep: { k: id } }",
        "f/check.yaml:2:35 bad-path \"id\" is none of $.path, /REGEX/, url, header:NAME or cookie:NAME; "
        + "/REGEX/ may follow the last three: url:/REGEX/")]
    [InlineData("{{order}}",
        "f/check.yaml:2:9 broken-yaml A key must be a text; write a value that begins with {{ in quotation marks")]
    public void Diagnostic_is_one_line(string place, string expected)
    {
        const string Read = "read: { command: [x], state: $.s, means: { paid: [p] } }";
        var text = $"shop: {{ id: a, pass: b }}\nplace: {place}\n{Read}\n";
        Assert.Equal([expected], CheckFileReader.Parse(text, "f/check.yaml").Diagnostics.Select(found => found.ToString()));
    }

    [Fact]
    public void All_faults_of_a_file_are_told_in_line_order()
    {
        const string Text =
            """
            gatway: x
            shop: { id: a }
            place: { http: { post: /orders, form: { a: "{{b}}" } } }
            read: { http: { get: "http://a/{{c}}" }, state: s, means: { paid: [] } }
            hooks: { break: [x], start: [y] }
            patience: PT1H
            """;
        Assert.Equal(
            "1 unknown-key, 2 missing-key, 3 bad-url, 3 unknown-variable, 4 unknown-variable, 4 bad-path, 4 empty-value, "
            + "5 missing-key, 5 unknown-key, 6 out-of-range",
            string.Join(", ", CheckFileReader.Parse(Text, "x").Diagnostics.Select(found => $"{found.Line} {found.Code}")));
    }

    [Fact]
    public void File_with_every_key_is_read_completely()
    {
        var (file, diagnostics) = CheckFileReader.Parse(Complete, "check.yaml");
        Assert.Empty(diagnostics);
        Assert.Equal(
            ("check.yaml", "http://127.0.0.1:8080", new ShopAccount.Existing("tshop00000001", "kantansim1"), TimeSpan.FromSeconds(0.5)),
            (file!.Path, file.Gateway, file.Shop, file.Patience));
        Assert.Equal((CaptureStyle.AtOnce, ResultPath.Search), (file.Style.Capture, Assert.Single(file.Style.Results)));
        Assert.Equal(ActNames.OfOrders.Order(), file.Acts.Keys.Order());
        Assert.Equal(HookNames.All.Order(), file.Hooks.Keys.Order());
        Assert.Equal("cancel", Assert.Single(file.Recurring!.Acts).Key);
    }

    [Theory]
    [InlineData(Good)]
    [InlineData(Compact)]
    public void Good_file_has_no_diagnostic(string text) => Assert.Empty(CheckFileReader.Parse(text, "check.yaml").Diagnostics);

    [Fact]
    public void Request_is_read_with_body_headers_and_kept_values()
    {
        var place = Assert.IsType<ShopStep.Http>(File(Complete).Place);
        Assert.Equal(("POST", "http://127.0.0.1:3000/test/orders"), (place.Method, place.Url));
        Assert.Equal("""{"sku":"mug","total":"{{amount}}","lines":[1,true,null,"2","007",-1.5e3]}""", place.Json);
        Assert.Equal([KeyValuePair.Create("X-Case", "{{case}} {{seed}}")], place.Headers);
        Assert.Equal(["cookie:sid", "$.id", "url:/id=([0-9]+)/"], place.Keep.OrderBy(kept => kept.Key == "visit" ? "a" : kept.Key)
            .Select(kept => kept.Value));
    }

    [Fact]
    public void Form_keeps_the_order_of_its_fields_and_repeats_them()
    {
        var ship = Assert.IsType<ShopStep.Http>(File(Complete).Acts[ActNames.Ship]);
        Assert.Equal(["a=", "b=1", "b=2"], ship.Form!.Value.Select(field => $"{field.Key}={field.Value}"));
    }

    [Fact]
    public void Commands_are_read_in_both_forms()
    {
        var acts = File(Complete).Acts;
        var reprice = Assert.IsType<ShopStep.Command>(acts[ActNames.Reprice]);
        Assert.Equal(["reprice", "{{key}}", "{{newAmount}}", "{{.State.Status}}"], reprice.Arguments);
        Assert.Equal(TimeSpan.FromSeconds(60), reprice.TimeLimit);
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.IsType<ShopStep.Command>(acts[ActNames.Again]).TimeLimit);
    }

    [Fact]
    public void Requests_are_read_in_both_forms()
    {
        var acts = File(Complete).Acts;
        Assert.Equal("POST", Assert.IsType<ShopStep.Http>(acts[ActNames.Ship]).Method);
        Assert.Equal("DELETE", Assert.IsType<ShopStep.Http>(acts[ActNames.Cancel]).Method);
    }

    [Fact]
    public void Browser_script_is_read_line_by_line()
    {
        var jobs = Assert.IsType<ShopStep.Browser>(File(Complete).Acts[ActNames.Jobs]);
        Assert.Equal(["Open", "Fill", "Press", "Follow"], jobs.Lines.Select(line => line.GetType().Name));
        Assert.Equal(new BrowserLine.Press("#run"), jobs.Lines[2]);
    }

    [Fact]
    public void Words_of_the_shop_are_read_with_their_meaning()
    {
        var read = File(Complete).Read;
        Assert.Equal(("$.status", "$.shipments.length()", "$.paid_total"), (read.StatePath, read.ShippedPath, read.AmountPath));
        Assert.Equal(
            "cancelled=Failed failed=Failed new=Open paid=Paid pending=Open shipped=Shipped",
            string.Join(' ', read.Means.OrderBy(word => word.Key).Select(word => $"{word.Key}={word.Value}")));
    }

    [Fact]
    public void Created_shop_is_read_with_its_notification_URL()
    {
        var file = File(Created);
        Assert.Equal(new ShopAccount.Created("http://127.0.0.1:3000/notify?shop={{shopId}}"), file.Shop);
        Assert.Equal("http://127.0.0.1:8080", file.Gateway);
    }

    [Theory]
    [InlineData("not UTF-8", DiagnosticCode.NotUtf8)]
    [InlineData("large", DiagnosticCode.TooLarge)]
    [InlineData("missing", DiagnosticCode.Unreadable)]
    public void File_that_cannot_be_read_has_a_diagnostic(string what, string code)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kantansim").FullName, "check.yaml");
        if (what == "not UTF-8") System.IO.File.WriteAllBytes(path, [.. Good.Select(c => (byte)c), (byte)'#', 0x8c, 0x88, (byte)'\n']);
        if (what == "large") System.IO.File.WriteAllText(path, Good + new string('#', YamlFile.MaxBytes));
        Assert.Equal([code], CheckFileReader.Read(path).Diagnostics.Select(found => found.Code));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    static CheckFile File(string text)
    {
        var (file, diagnostics) = CheckFileReader.Parse(text, "check.yaml");
        Assert.Empty(diagnostics);
        return file!;
    }
}
