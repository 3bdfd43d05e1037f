using KantanSim.Operations;

namespace KantanSim.Tests.Transactions;

/// <summary>The notes of timeline entries in Japanese.</summary>
public sealed class TimelineNotesTests
{
    [Theory]
    [InlineData("seen by the gateway only through step 2", "ゲートウェイはステップ2で知る")]
    [InlineData("The wallet is under maintenance", "ウォレットはメンテナンス中です")]
    [InlineData("RC2000104 The wallet is under maintenance", "RC2000104 ウォレットはメンテナンス中です")]
    [InlineData("received; next try at 2026-01-15 09:00:00 +09:00", "受信済み、次の送信は2026-01-15 09:00:00 +09:00")]
    [InlineData("http://host/return; altered or repeated by the scenario", "http://host/return、シナリオの指定により変更または再送")]
    [InlineData("match on orderId A-*, amount from 1", "matchの条件に一致（orderId A-*, amount from 1）")]
    [InlineData("some message of the system", "some message of the system")]
    public void Note_is_translated_part_by_part(string english, string japanese) =>
        Assert.Equal(japanese, TimelineNotes.ToJapanese(english));
}
