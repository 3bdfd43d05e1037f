using KantanSim.Admin.Pages;
using KantanSim.Scenarios.Files;
using KantanSim.Tests.Scenarios;

namespace KantanSim.Tests.Admin.Pages;

/// <summary>Rules of scenarios as sentences.</summary>
public sealed class RuleSentenceTests
{
    [Theory]
    [InlineData("when: notifying, match: { status: AUTH }, then: omit, times: 1",
        "The notification of AUTH: it is not sent (once).", "AUTH の結果通知を送るとき、送らない（1回だけ）。")]
    [InlineData("when: notifying, then: { delay: { by: { from: PT5M, to: P1DT2H } } }",
        "The notification of any status: 5 minutes to 1 day 2 hours later.", "すべての状態の結果通知を送るとき、5分～1日2時間遅らせる。")]
    [InlineData("when: notifying, then: { send: { times: 3, together: true, fields: { Amount: 1, Tax: '' } } }",
        "The notification of any status: sent 3 times at once, with Amount=1, without Tax.",
        "すべての状態の結果通知を送るとき、同時に3回、Amount=1 に変えて、Tax を省いて送る。")]
    [InlineData("when: answering, match: { operation: RecruitSales }, then: drop, chance: 0.1",
        "The answer to RecruitSales: the connection is closed; the result is already saved (with a chance of 10%).",
        "RecruitSales に応答するとき、接続を切る。処理結果は保存済み（10%の確率で）。")]
    [InlineData("when: received, then: { httpStatus: { code: 500 } }, times: 3",
        "A call of any API arrives: only HTTP 500; nothing is processed (the first 3 times).",
        "API の呼び出しが届いたとき、HTTP 500 だけを返す。何も処理しない（最初の3回）。")]
    [InlineData("when: deciding, match: { operation: ExecTranRecruit, time: '02:00-04:00' }, then: { refuse: { errors: maintenance } }",
        "The gateway processes ExecTranRecruit: refused with RC2000104 (The wallet is under maintenance) (only for time 02:00-04:00).",
        "ゲートウェイが ExecTranRecruit を処理するとき、RC2000104（ウォレットはメンテナンス中です）で拒否する（time 02:00-04:00 のときだけ）。")]
    [InlineData("when: walletOpened, then: { approve: { member: taro, points: 30, clicks: 2 } }, by: person",
        "The consumer at the wallet: pays as member taro, with 30 points, pressing pay 2 times (a person decides on the pages).",
        "利用者がウォレットを開いたとき、会員 taro、30ポイント、支払ボタン2回押しで支払う（画面では人が操作）。")]
    [InlineData("when: walletOpened, then: { approve: { clicks: 2, goesBack: true, reloads: true } }",
        "The consumer at the wallet: pays pressing pay 2 times, and goes back and pays again, and reloads the page that returns to "
        + "the shop.",
        "利用者がウォレットを開いたとき、支払ボタン2回押しで支払い、戻って再び支払い、ショップに戻るページを再読み込みする。")]
    [InlineData("when: walletOpened, then: { approve: { goesBack: true } }",
        "The consumer at the wallet: pays, and goes back and pays again.", "利用者がウォレットを開いたとき、支払い、戻って再び支払う。")]
    [InlineData("when: deciding, then: { refuse: { errors: maintenance } }",
        "The gateway processes any call: refused with RC2000104 (The wallet is under maintenance).",
        "ゲートウェイが呼び出しを処理するとき、RC2000104（ウォレットはメンテナンス中です）で拒否する。")]
    [InlineData("when: walletOpened, then: decline", "The consumer at the wallet: the wallet declines.",
        "利用者がウォレットを開いたとき、ウォレットが断る。")]
    [InlineData("when: walletOpened, then: { decline: { error: card-refused } }",
        "The consumer at the wallet: the wallet declines, RC1000112 (The card authorisation was declined).",
        "利用者がウォレットを開いたとき、ウォレットが断る。RC1000112（カードのオーソリが拒否されました）。")]
    [InlineData("when: walletOpened, then: { approve: { points: '{{ random 1 5 }}' } }",
        "The consumer at the wallet: the consumer pays, approve: points {{ random 1 5 }}.",
        "利用者がウォレットを開いたとき、利用者が支払う：approve: points {{ random 1 5 }}。")]
    [InlineData("when: charging, then: fail", "A month's charge: it fails, RC3000113 (The monthly charge failed).",
        "月次課金を行うとき、失敗する。RC3000113（月の課金に失敗しました）。")]
    public void Rule_is_a_sentence_in_both_languages(string rule, string english, string japanese)
    {
        var read = ScenarioFile.Parse($"name: x\nrules:\n  - {{ {rule} }}\n", "x.yaml", BuiltInSymbols.Known).Scenario!.Rules[0];
        Assert.Equal(new LocalText(english, japanese), RuleSentence.Of(read));
    }
}
