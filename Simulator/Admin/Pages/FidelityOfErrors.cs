using System.Collections.Immutable;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>The table of error codes: meaning, confidence, and how to make the simulator return each.</summary>
internal static class FidelityOfErrors
{
    public static readonly FidelityTable Table = new(
        "errors", ("Error codes", "エラーコード"),
        (
            "Meanings are in our own words. Confirmed: the public table lists the code for this method or for every method. "
                + "By analogy: the table lists it, but not for this method.",
            "意味は独自の表現です。「確認済み」はこの決済または全決済共通のコード、「類推」は表にあるがこの決済で返るかは未確認のコードです。"
        ),
        ["ErrInfo", ("field", "項目"), ("meaning", "意味"), ("how to get it", "発生条件"), ("confidence", "確度")],
        [.. GatewayErrors.All.Select(Row)]);

    static ImmutableArray<FidelityCell> Row(ErrorCatalogEntry entry) =>
        [$"`{entry.Info}`", entry.Field, (entry.En, entry.Ja), Origin(entry.Origin), entry.Fact];

    static FidelityCell Origin(ErrorOrigin origin) => origin switch
    {
        ErrorOrigin.Request => ("a call, a browser or the clock", "要求・ブラウザ・時刻"),
        ErrorOrigin.ProtocolOption => ("a call, when `CodeFamily` is E01", "要求（`CodeFamily`がE01のとき）"),
        ErrorOrigin.Scenario => ("a scenario", "シナリオ"),
        ErrorOrigin.Never => ("never", "発生しない"),
        _ => throw new InvalidOperationException($"The error origin {origin} has no text."),
    };
}
