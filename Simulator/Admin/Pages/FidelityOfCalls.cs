using System.Collections.Immutable;
using KantanSim.Methods;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>How sure the calls are: the operations, their fields, their answers.</summary>
internal static class FidelityOfCalls
{
    public static IEnumerable<FidelityTable> Of(ProtocolCatalog protocol, ProtocolOptions choices) => [Operations(protocol), Fields(protocol, choices), Answers(protocol)];

    static FidelityTable Operations(ProtocolCatalog protocol) => new(
        "operations", ("Calls", "API"),
        ("Each call with its fields in the protocol's order. Every call takes `Version` too, and ignores unknown fields.", "各APIと項目（仕様の順）です。どのAPIも`Version`を受け付け、未知の項目は無視します。"),
        ["API", ("what it does", "内容"), ("fields, in order", "要求項目（順）"), ("how sure", "確度")],
        [.. protocol.Operations.Select(ImmutableArray<FidelityCell> (call) => [$"`{call.Api}`", call.About, FidelityCell.Code(call.Fields.Select(rule => rule.Name)), call.Fact])]);

    static FidelityTable Fields(ProtocolCatalog protocol, ProtocolOptions choices) => new(
        "fields", ("Request fields", "要求項目"),
        ("What is asked of each value, and the code of the refusal. An empty value counts as absent. How sure a code is stands with the code.", "値の条件と、満たさないときのエラーコードです。空の値は省略とみなします。コードの確度はエラーコードの表にあります。"),
        [("field", "項目"), ("of the calls", "対象API"), ("needed", "必須"), ("asked of the value", "値の条件"), ("what it is", "内容"), ("that it exists", "存在の確度"), ("size or values", "値の確度")],
        [.. protocol.Operations.SelectMany(call => call.Fields).Append(CommonFields.Version).Distinct().Select(rule => Field(rule, protocol, choices))]);

    static ImmutableArray<FidelityCell> Field(FieldRule rule, ProtocolCatalog protocol, ProtocolOptions choices) =>
    [
        $"`{rule.Name}`",
        Askers(rule, protocol),
        rule.MissingError is { } missing ? new($"yes, else `{missing}`", $"必須、なければ`{missing}`") : new("no", "任意"),
        FidelityCell.Lines(rule.Checks.Select(check => $"{check.Constraint(choices).Description}, else `{check.Error}`")),
        $"{rule.About}\n`{rule.Example}`",
        rule.Fact,
        rule.SizeFact,
    ];

    static FidelityCell Askers(FieldRule rule, ProtocolCatalog protocol)
    {
        var others = protocol.Operations.Where(call => !call.Fields.Contains(rule)).ToList();
        return rule == CommonFields.Version || others.Count == 0 ? ("every call", "すべて")
            : others.TrueForAll(call => call is not UpdateOperation) ? ("every call on a transaction", "取引に対するすべてのAPI")
            : FidelityCell.Code(protocol.Operations.Where(call => call.Fields.Contains(rule)).Select(call => call.Api));
    }

    static FidelityTable Answers(ProtocolCatalog protocol) => new(
        "answers", ("Answers", "応答項目"),
        ("The fields of a success, in order. A refusal is `ErrCode` and `ErrInfo` alone.", "成功時の項目（順）です。エラー時は`ErrCode`と`ErrInfo`のみです。"),
        ["API", ("answers", "応答項目"), ("how sure", "確度")],
        [
            .. protocol.Operations.Select(ImmutableArray<FidelityCell> (call) => [$"`{call.Api}`", FidelityCell.Code(call.Answers), call.AnswerFact]),
            .. protocol.Methods.All.Select(ImmutableArray<FidelityCell> (method) =>
                [new($"`{protocol.Search.Api}` of `{method.Name}` adds", $"`{method.Name}`の`{protocol.Search.Api}`に加わる項目"), FidelityCell.Code(method.SearchKeys), method.KeysFact]),
        ]);
}
