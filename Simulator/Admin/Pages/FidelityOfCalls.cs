using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>The tables of operations, their request fields and their answers.</summary>
internal static class FidelityOfCalls
{
    public static IEnumerable<FidelityTable> Of(ProtocolCatalog protocol, ProtocolOptions options) =>
        [Operations(protocol), Fields(protocol, options), Answers(protocol)];

    static FidelityTable Operations(ProtocolCatalog protocol) => new(
        "operations", ("Calls", "API"),
        (
            "Each call with its fields in the protocol's order. Every call also accepts `Version`, and ignores unknown fields.",
            "各APIと項目（仕様の順）です。どのAPIも`Version`を受け付け、未知の項目は無視します。"
        ),
        ["API", ("what it does", "内容"), ("fields, in order", "要求項目（順）"), ("confidence", "確度")],
        [.. protocol.Operations.Select(OperationRow)]);

    static ImmutableArray<FidelityCell> OperationRow(Operation call) =>
        [$"`{call.Api}`", call.About, FidelityCell.Code(call.Fields.Select(rule => rule.Name)), call.Fact];

    static FidelityTable Fields(ProtocolCatalog protocol, ProtocolOptions options) => new(
        "fields", ("Request fields", "要求項目"),
        (
            "The condition for each value, and the error code when it is not met. An empty value counts as absent. "
                + "The confidence of a code is in the table of error codes.",
            "値の条件と、満たさないときのエラーコードです。空の値は省略とみなします。コードの確度はエラーコードの表にあります。"
        ),
        [
            ("field", "項目"), ("calls", "対象API"), ("required", "必須"), ("condition", "値の条件"), ("description", "内容"),
            ("confidence: exists", "存在の確度"), ("confidence: size or values", "値の確度"),
        ],
        [
            .. protocol.Operations.SelectMany(call => call.Fields).Append(CommonFields.Version).Distinct()
                .Select(rule => FieldRow(rule, protocol, options)),
        ]);

    static ImmutableArray<FidelityCell> FieldRow(FieldRule rule, ProtocolCatalog protocol, ProtocolOptions options) =>
    [
        $"`{rule.Name}`",
        CallsWith(rule, protocol),
        rule.MissingError is { } missing ? new($"yes, else `{missing}`", $"必須、なければ`{missing}`") : new("no", "任意"),
        FidelityCell.Lines(rule.Checks.Select(check => Condition(check, options))),
        new($"{rule.About.En}\n`{rule.Example}`", $"{rule.About.Ja}\n`{rule.Example}`"),
        rule.Fact,
        rule.SizeFact,
    ];

    static FidelityCell Condition(FieldCheck check, ProtocolOptions options)
    {
        var allowed = check.Constraint(options);
        return new($"{allowed.Description}, else `{check.Error}`", $"{allowed.DescriptionJa}、それ以外は`{check.Error}`");
    }

    static FidelityCell CallsWith(FieldRule rule, ProtocolCatalog protocol)
    {
        var without = protocol.Operations.Where(call => !call.Fields.Contains(rule)).ToList();
        if (rule == CommonFields.Version || without.Count == 0) return ("every call", "すべて");
        if (without.TrueForAll(call => call is not UpdateOperation)) return ("every call on a transaction", "取引に対するすべてのAPI");
        return FidelityCell.Code(protocol.Operations.Where(call => call.Fields.Contains(rule)).Select(call => call.Api));
    }

    static FidelityTable Answers(ProtocolCatalog protocol) => new(
        "answers", ("Answers", "応答項目"),
        (
            "The fields of a successful answer, in order. A refusal has `ErrCode` and `ErrInfo` only.",
            "成功時の項目（順）です。エラー時は`ErrCode`と`ErrInfo`のみです。"
        ),
        ["API", ("fields", "応答項目"), ("confidence", "確度")],
        [.. protocol.Operations.Select(AnswerRow), .. protocol.Methods.All.Select(method => SearchRow(method, protocol.Search.Api))]);

    static ImmutableArray<FidelityCell> AnswerRow(Operation call) => [$"`{call.Api}`", FidelityCell.Code(call.Answers), call.AnswerFact];

    static ImmutableArray<FidelityCell> SearchRow(PaymentMethod method, string searchApi) =>
    [
        new($"`{searchApi}` of `{method.Name}` adds", $"`{method.Name}`の`{searchApi}`に加わる項目"),
        FidelityCell.Code(method.SearchKeys),
        method.KeysFact,
    ];
}
