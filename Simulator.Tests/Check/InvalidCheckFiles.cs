#pragma warning disable format // aligned tables
using KantanSim.Check.Files;
using KantanSim.Scenarios.Files;

namespace KantanSim.Tests.Check;

/// <summary>Files with exactly one fault each, for the reader and for the JSON Schema.</summary>
internal static class InvalidCheckFiles
{
    /// <summary>Stands where the fault is.</summary>
    public const char Mark = '▲';

    const string Shop  = "shop: { id: tshop00000001, pass: kantansim1 }\n";
    const string Place = "place: { http: { post: \"http://127.0.0.1:3000/orders\", keep: { key: $.id } } }\n";
    const string Get   = "http: { get: \"http://127.0.0.1:3000/orders/{{key}}\" }";
    const string Means = "means: { paid: [paid] }";
    const string Read  = "read: { " + Get + ", state: $.status, " + Means + " }\n";

    /// <summary>A file without faults.</summary>
    public const string Good = Shop + Place + Read;

    // A command that keeps a key, so that "read" has no fault of its own.
    const string Command = "place: { command: [x], keep: { key: $.id } }\n";

    const string Commanded = Command + Read;

    const string Created = "shop: { create: true, notifyUrl: http://a/ }\n";

    static string Placing(string place) =>
        Shop + "place: " + place + "\n" + Read.Replace("{{key}}", "{{order}}", StringComparison.Ordinal);

    static string Posting(string more) => Placing("{ http: { post: \"http://127.0.0.1:3000/\", " + more + " } }");

    static string Keeping(string keep) => Posting("keep: { " + keep + " }");

    static string Browsing(string lines) => Placing("{ browser: [" + lines + "] }");

    static string Reading(string read) => Shop + Place + "read: " + read + "\n";

    static string ReadingBy(string http) => Reading("{ http: " + http + ", state: $.s, " + Means + " }");

    static string Meaning(string means) => Reading("{ " + Get + ", state: $.status, means: " + means + " }");

    static string Acting(string act) => Good + "act: { " + act + " }\n";

    static string Hooking(string hooks) => Good + "hooks: { " + hooks + " }\n";

    static string Recurring(string more) =>
        Good + "recurring: { place: { command: [x], keep: { key: $.id } }, read: { " + Get + ", state: $.s, " + Means + " }, "
        + more + " }\n";

    /// <summary>Code, suggestion, text with <see cref="Mark"/>.</summary>
    public static readonly (string Code, string? Suggestion, string Text)[] Rows =
    [
        (DiagnosticCode.EmptyFile,            null,       "▲"),
        (DiagnosticCode.NotUtf8,              null,       "▲" + Good + "# \uFFFD\n"),
        (DiagnosticCode.ManyDocuments,        null,       Good + "---\n▲shop: x\n"),
        (DiagnosticCode.BrokenYaml,           null,       Good + "gateway: ▲*x\n"),
        (DiagnosticCode.BrokenYaml,           null,       Good + "gateway: {▲{gateway}}\n"),
        (DiagnosticCode.DuplicateKey,         null,       Good + "▲" + Shop),
        (DiagnosticCode.WrongType,            null,       "▲- shop\n"),
        (DiagnosticCode.MissingKey,           null,       "▲" + Place + Read),
        (DiagnosticCode.MissingKey,           null,       "▲" + Shop + Place),
        (DiagnosticCode.MissingKey,           null,       "▲" + Shop + Read.Replace("{{key}}", "{{order}}", StringComparison.Ordinal)),
        (DiagnosticCode.UnknownKey,           "hooks",    Good + "▲hook: { restart: [x] }\n"),
        (DiagnosticCode.UnknownKey,           "act",      Good + "▲acts: { ship: [x] }\n"),
        (DiagnosticCode.UnknownKey,           null,       Good + "▲version: 1\n"),

        (CheckDiagnosticCode.BadUrl,          null,       Good + "gateway: ▲127.0.0.1:8080\n"),
        (CheckDiagnosticCode.BadUrl,          null,       Good + "gateway: ▲http://127.0.0.1:8080/?a=b\n"),
        (CheckDiagnosticCode.BadUrl,          null,       Good + "gateway: ▲\"http://{{gateway}}/\"\n"),
        (DiagnosticCode.WrongType,            null,       Good + "gateway: ▲[a]\n"),

        (DiagnosticCode.MissingKey,           null,       Place + Read + "shop: ▲create\n"),
        (DiagnosticCode.MissingKey,           null,       Place + Read + "shop: ▲{ id: tshop00000001 }\n"),
        (DiagnosticCode.MissingKey,           null,       Place + Read + "shop: ▲{ pass: x }\n"),
        (DiagnosticCode.WrongType,            null,       Place + Read + "shop: ▲tshop00000001\n"),
        (DiagnosticCode.EmptyValue,           null,       Place + Read + "shop: { id: ▲'', pass: x }\n"),
        (DiagnosticCode.UnknownKey,           "pass",     Place + Read + "shop: { id: y, pass: z, ▲pas: x }\n"),
        (DiagnosticCode.MissingKey,           null,       Commanded + "shop: ▲{ create: true }\n"),
        (DiagnosticCode.MissingKey,           null,       Commanded + "shop: ▲{ notifyUrl: http://a/ }\n"),
        (DiagnosticCode.UnknownValue,         null,       Commanded + "shop: { create: ▲false, notifyUrl: http://a/ }\n"),
        (DiagnosticCode.WrongType,            null,       Commanded + "shop: { create: ▲yes, notifyUrl: http://a/ }\n"),
        (CheckDiagnosticCode.BadUrl,          null,       Commanded + "shop: { create: true, notifyUrl: ▲/notify }\n"),
        (CheckDiagnosticCode.Conflict,        null,       Commanded + "shop: { id: ▲x, create: true, notifyUrl: http://a/ }\n"),
        (CheckDiagnosticCode.UnknownVariable, "shopId",   Commanded + "shop: { create: true, notifyUrl: ▲\"http://a/{{shopid}}\" }\n"),
        (CheckDiagnosticCode.MissingVariable, null,       "place: ▲" + Place[7..] + Read + Created),

        (DiagnosticCode.MissingKey,           null,       Placing("▲{}")),
        (DiagnosticCode.WrongType,            null,       Placing("▲[./place.sh]")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Placing("▲{ post: \"http://127.0.0.1/\" }")),
        (CheckDiagnosticCode.Conflict,        null,       Placing("{ http: { get: \"http://127.0.0.1/\" }, ▲command: [x] }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Placing("{ http: { get: \"http://127.0.0.1/\" }, ▲keep: { a: $.a } }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Placing("{ http: { get: \"http://127.0.0.1/\" }, ▲timeout: PT1S }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Placing("{ command: [x], ▲json: { a: b } }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Placing("{ browser: [{ open: http://a/ }], ▲timeout: PT1S }")),
        (DiagnosticCode.UnknownKey,           "command",  Placing("{ command: [x], ▲comand: [x] }")),

        (DiagnosticCode.WrongType,            null,       Placing("{ http: ▲\"http://127.0.0.1/\" }")),
        (DiagnosticCode.MissingKey,           null,       Placing("{ http: ▲{ json: { a: b } } }")),
        (DiagnosticCode.UnknownKey,           "headers",  Posting("▲header: { a: b }")),
        (CheckDiagnosticCode.Conflict,        null,       Posting("▲put: http://127.0.0.1/")),
        (CheckDiagnosticCode.BadUrl,          null,       Placing("{ http: { post: ▲/orders } }")),
        (CheckDiagnosticCode.BadUrl,          null,       Placing("{ http: { post: ▲\"localhost:3000/orders\" } }")),
        (CheckDiagnosticCode.BadUrl,          null,       Placing("{ http: { post: ▲\"ftp://127.0.0.1/\" } }")),
        (DiagnosticCode.EmptyValue,           null,       Placing("{ http: { post: ▲'' } }")),
        (DiagnosticCode.WrongType,            null,       Placing("{ http: { post: ▲[a] } }")),
        (CheckDiagnosticCode.Conflict,        null,       Posting("json: { a: 1 }, form: ▲{ a: b }")),
        (CheckDiagnosticCode.Conflict,        null,       Placing("{ http: { get: http://127.0.0.1/, json: ▲{ a: 1 } } }")),
        (DiagnosticCode.WrongType,            null,       Posting("json: ▲'{ }'")),
        (DiagnosticCode.WrongType,            null,       Posting("form: ▲'a=b'")),
        (DiagnosticCode.WrongType,            null,       Posting("form: { a: ▲{ b: c } }")),
        (DiagnosticCode.WrongType,            null,       Posting("form: { a: [▲[b]] }")),
        (DiagnosticCode.WrongType,            null,       Posting("headers: ▲[a]")),
        (CheckDiagnosticCode.BadName,         null,       Posting("headers: { a b: ▲c }")),
        (DiagnosticCode.WrongType,            null,       Posting("headers: { a: ▲\"b\\nc\" }")),

        (DiagnosticCode.WrongType,            null,       Posting("keep: ▲$.id")),
        (DiagnosticCode.WrongType,            null,       Keeping("k: ▲[a]")),
        (CheckDiagnosticCode.BadName,         null,       Keeping("▲1a: $.id")),
        (CheckDiagnosticCode.Conflict,        null,       Keeping("▲order: $.id")),
        (CheckDiagnosticCode.BadPath,         null,       Keeping("k: ▲id")),
        (CheckDiagnosticCode.BadPath,         null,       Keeping("k: ▲\"$.[\"")),
        (CheckDiagnosticCode.BadPath,         null,       Keeping("k: ▲\"/(/\"")),
        (CheckDiagnosticCode.BadPath,         null,       Keeping("k: ▲\"/(a)(b)/\"")),
        (CheckDiagnosticCode.BadPath,         null,       Keeping("k: ▲\"url:x\"")),
        (CheckDiagnosticCode.BadPath,         null,       Placing("{ command: [x], keep: { k: ▲url } }")),
        (CheckDiagnosticCode.BadPath,         null,       Placing("{ command: [x], keep: { k: ▲\"header:Location\" } }")),

        (CheckDiagnosticCode.UnknownVariable, "amount",   Placing("{ http: { post: ▲\"http://127.0.0.1/{{amout}}\" } }")),
        (CheckDiagnosticCode.UnknownVariable, null,       Placing("{ http: { post: ▲\"http://127.0.0.1/{{newAmount}}\" } }")),
        (CheckDiagnosticCode.BadTemplate,     null,       Placing("{ http: { post: ▲\"http://127.0.0.1/{{amount}\" } }")),
        (CheckDiagnosticCode.UnknownVariable, "amount",   Posting("json: { a: [ ▲\"{{ Amount }}\" ] }")),
        (CheckDiagnosticCode.BadTemplate,     null,       Posting("form: { a: ▲\"{{order.total}}\" }")),
        (CheckDiagnosticCode.UnknownVariable, "shopId",   Placing("{ command: [x, ▲\"{{shopID}}\", \"{{.State}}\"] }")),
        (CheckDiagnosticCode.UnknownVariable, null,       Placing("{ command: [x, ▲\"{{key}}\"], keep: { key: $.id } }")),

        (DiagnosticCode.WrongType,            null,       Placing("{ command: ▲./place.sh now }")),
        (DiagnosticCode.EmptyValue,           null,       Placing("{ command: ▲[] }")),
        (DiagnosticCode.WrongType,            null,       Placing("{ command: [x, ▲{ a: b }] }")),
        (DiagnosticCode.OutOfRange,           null,       Placing("{ command: [x], timeout: ▲PT2H }")),
        (DiagnosticCode.OutOfRange,           null,       Placing("{ command: [x], timeout: ▲PT0S }")),
        (DiagnosticCode.WrongType,            null,       Placing("{ command: [x], timeout: ▲60 }")),

        (DiagnosticCode.WrongType,            null,       Placing("{ browser: ▲[] }")),
        (DiagnosticCode.WrongType,            null,       Placing("{ browser: ▲http://a/ }")),
        (DiagnosticCode.MissingKey,           null,       Browsing("▲{ press: Buy }")),
        (DiagnosticCode.UnknownKey,           "press",    Browsing("{ open: http://a/ }, { ▲pres: Buy }")),
        (DiagnosticCode.WrongType,            null,       Browsing("{ open: http://a/ }, ▲press")),
        (CheckDiagnosticCode.Conflict,        null,       Browsing("{ open: http://a/ }, { fill: { a: b }, ▲press: Buy }")),
        (DiagnosticCode.MissingKey,           null,       Browsing("{ open: http://a/ }, ▲{ }")),
        (CheckDiagnosticCode.BadUrl,          null,       Browsing("{ open: ▲/shop }")),
        (DiagnosticCode.WrongType,            null,       Browsing("{ open: http://a/ }, { fill: ▲name=x }")),
        (DiagnosticCode.WrongType,            null,       Browsing("{ open: http://a/ }, { fill: { name: ▲[x] } }")),
        (DiagnosticCode.EmptyValue,           null,       Browsing("{ open: http://a/ }, { press: ▲'' }")),

        (DiagnosticCode.WrongType,            null,       Reading("▲[./read.sh]")),
        (DiagnosticCode.MissingKey,           null,       Reading("▲{ state: $.status, " + Means + " }")),
        (DiagnosticCode.UnknownKey,           null,       Reading("{ " + Get + ", state: $.status, " + Means + ", ▲browser: [] }")),
        (CheckDiagnosticCode.Conflict,        null,       Reading("{ " + Get + ", ▲command: [x], state: $.status, " + Means + " }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Reading("{ " + Get + ", timeout: ▲PT1S, state: $.status, " + Means + " }")),
        (DiagnosticCode.MissingKey,           null,       Reading("▲{ " + Get + ", " + Means + " }")),
        (DiagnosticCode.MissingKey,           null,       Reading("▲{ " + Get + ", state: $.status }")),
        (CheckDiagnosticCode.BadPath,         null,       Reading("{ " + Get + ", state: ▲status, " + Means + " }")),
        (CheckDiagnosticCode.BadPath,         null,       Reading("{ " + Get + ", state: ▲$.a.length(), " + Means + " }")),
        (CheckDiagnosticCode.BadPath,         null,       Reading("{ " + Get + ", state: ▲\"$[99999999999]\", " + Means + " }")),
        (CheckDiagnosticCode.BadPath,         null,       Reading("{ " + Get + ", state: $.s, shipped: ▲count, " + Means + " }")),
        (CheckDiagnosticCode.BadPath,         null,       Reading("{ " + Get + ", state: $.s, amount: ▲$.a.length(), " + Means + " }")),
        (CheckDiagnosticCode.MissingVariable, null,       Reading("▲{ http: { get: http://127.0.0.1/ }, state: $.s, " + Means + " }")),
        (CheckDiagnosticCode.UnknownVariable, "key",      ReadingBy("{ get: ▲\"http://127.0.0.1/{{keys}}\" }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       ReadingBy("▲{ get: \"http://127.0.0.1/{{key}}\", keep: { a: $.a } }")),
        (DiagnosticCode.WrongType,            null,       Meaning("▲paid")),
        (DiagnosticCode.MissingKey,           null,       Meaning("▲{}")),
        (DiagnosticCode.MissingKey,           null,       Meaning("▲{ open: [new] }")),
        (DiagnosticCode.EmptyValue,           null,       Meaning("{ paid: ▲[] }")),
        (DiagnosticCode.EmptyValue,           null,       Meaning("{ paid: [paid], failed: ▲}")),
        (DiagnosticCode.UnknownKey,           "shipped",  Meaning("{ paid: [paid], ▲shiped: [sent] }")),
        (DiagnosticCode.WrongType,            null,       Meaning("{ paid: [▲[paid]] }")),
        (CheckDiagnosticCode.Conflict,        null,       Meaning("{ paid: [paid], failed: [▲paid] }")),
        (CheckDiagnosticCode.Conflict,        null,       Meaning("{ paid: [paid, ▲paid] }")),

        (DiagnosticCode.WrongType,            null,       Acting("ship: ▲http://127.0.0.1/ship")),
        (DiagnosticCode.UnknownKey,           "reprice",  Acting("▲repice: [x]")),
        (DiagnosticCode.UnknownKey,           null,       Acting("▲refund: [x]")),
        (DiagnosticCode.MissingKey,           null,       Acting("ship: ▲{ keep: { a: $.a } }")),
        (CheckDiagnosticCode.Conflict,        null,       Acting("ship: { http: { get: http://a/ }, ▲command: [x] }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Acting("ship: { http: { get: http://a/ }, ▲post: http://a/ }")),
        (CheckDiagnosticCode.MisplacedKey,    null,       Acting("ship: { post: http://a/, ▲timeout: PT1S }")),
        (CheckDiagnosticCode.UnknownVariable, "key",      Acting("ship: { post: ▲\"http://a/{{kee}}\" }")),
        (CheckDiagnosticCode.UnknownVariable, null,       Acting("cancel: { post: ▲\"http://a/{{newAmount}}\" }")),
        (CheckDiagnosticCode.MissingVariable, null,       Acting("reprice: ▲{ post: \"http://a/{{key}}\" }")),
        (DiagnosticCode.EmptyValue,           null,       Acting("jobs: ▲[]")),

        (DiagnosticCode.UnknownKey,           "restart",  Hooking("▲restrat: [x]")),
        (DiagnosticCode.MissingKey,           null,       Hooking("break: ▲[x]")),
        (DiagnosticCode.MissingKey,           null,       Hooking("mend: ▲[x]")),
        (CheckDiagnosticCode.UnknownVariable, null,       Hooking("restart: [x, ▲\"{{key}}\"]")),

        (DiagnosticCode.UnknownValue,         "onShip",   Good + "style: { capture: ▲onship }\n"),
        (DiagnosticCode.UnknownValue,         "search",   Good + "style: { result: [notification, ▲serch] }\n"),
        (DiagnosticCode.EmptyValue,           null,       Good + "style: { result: ▲[] }\n"),
        (CheckDiagnosticCode.Conflict,        null,       Good + "style: { result: ▲[search, search] }\n"),
        (DiagnosticCode.UnknownKey,           "result",   Good + "style: { ▲results: [search] }\n"),
        (DiagnosticCode.OutOfRange,           null,       Good + "patience: ▲PT0.05S\n"),
        (DiagnosticCode.OutOfRange,           null,       Good + "patience: ▲PT11M\n"),
        (DiagnosticCode.WrongType,            null,       Good + "patience: ▲5\n"),

        (DiagnosticCode.MissingKey,           null,       Good + "recurring: ▲{ place: { command: [x] } }\n"),
        (DiagnosticCode.UnknownKey,           null,       Recurring("act: { ▲ship: [x] }")),
        (CheckDiagnosticCode.UnknownVariable, "key",      Recurring("act: { cancel: { post: ▲\"http://a/{{kei}}\" } }")),
    ];
}
