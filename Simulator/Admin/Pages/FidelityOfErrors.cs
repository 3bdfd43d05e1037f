using System.Collections.Immutable;
using KantanSim.Protocol;

namespace KantanSim.Admin.Pages;

/// <summary>How sure each code is, and how a merchant gets it from the simulator.</summary>
internal static class FidelityOfErrors
{
    public static readonly FidelityTable Table = new(
        "errors", ("Error codes", "エラーコード"),
        ("Meanings are in our own words. Confirmed: the code is this method's own or every method's. By analogy: the table has it, that this method answers it is carried over.", "意味は独自の表現です。「確認済み」はこの決済または全決済共通のコード、「類推」は表にあるがこの決済で返るかは未確認のコードです。"),
        ["ErrInfo", ("field", "項目"), ("meaning", "意味"), ("how to get it", "発生条件"), ("how sure", "確度")],
        [.. GatewayErrors.All.Select(ImmutableArray<FidelityCell> (row) => [$"`{row.Info}`", row.Field, (row.En, row.Ja), Way(row.Origin), row.Fact])]);

    static FidelityCell Way(ErrorOrigin reach) => reach switch
    {
        ErrorOrigin.Request => ("a call, a browser or the clock", "要求・ブラウザ・時刻"),
        ErrorOrigin.ProtocolOption => ("a call, when `CodeFamily` is E01", "要求（`CodeFamily`がE01のとき）"),
        ErrorOrigin.Scenario => ("a scenario says it", "シナリオ"),
        ErrorOrigin.Never => ("never", "発生しない"),
        _ => throw new InvalidOperationException($"No word for {reach}."),
    };
}
