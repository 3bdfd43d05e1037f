#pragma warning disable format // aligned tables
using System.Globalization;
using KantanSim.Protocol;
using KantanSim.Scenarios.Files;

namespace KantanSim.Admin.Pages;

/// <summary>What an action does, with its parameters, as the second half of a sentence. Codes have their meaning.</summary>
internal static class ActionPhrase
{
    public static LocalText Of(ScenarioAction action, Hook hook) => action switch
    {
        ScenarioAction.Wait wait       => Late(DurationWords.Of(wait.By)),
        ScenarioAction.Drop            => Lost(hook, "the connection is closed", "接続を切る"),
        ScenarioAction.Hang hang       => Silent(hook, DurationWords.Of(hang.For)),
        ScenarioAction.HttpStatus http => Lost(hook, $"only HTTP {Text(http.Code)}", $"HTTP {Text(http.Code)} だけを返す"),
        ScenarioAction.Refuse refuse   => new($"refused with {Codes(refuse.Errors).En}", $"{Codes(refuse.Errors).Ja}で拒否する"),
        ScenarioAction.Decline decline => WithError(new("the wallet declines", "ウォレットが断る"), decline.Error),
        ScenarioAction.Lose lose       => WithError(new("no usable result reaches the gateway", "結果がゲートウェイに正しく届かない"), lose.Error),
        ScenarioAction.Fail fail       => WithError(new("it fails", "失敗する"), fail.Error ?? GatewayErrors.ChargeFailed.Info),
        ScenarioAction.Approve approve => ApprovePhrase.Of(approve),
        ScenarioAction.Send send       => SendPhrase.Of(send.Options),
        _                              => Plain(action),
    };

    /// <summary>A code with its word and its meaning: <c>RC2000104 (The wallet is under maintenance)</c>.</summary>
    public static LocalText Code(string info)
    {
        var row = GatewayErrors.Meaning(info);
        return row.En == info ? new(info, info) : new($"{info} ({row.En})", $"{info}（{row.Ja}）");
    }

    static LocalText Codes(IEnumerable<string> codes)
    {
        var texts = codes.Select(Code).ToList();
        return new(string.Join(" and ", texts.Select(text => text.En)), string.Join("と", texts.Select(text => text.Ja)));
    }

    static LocalText Late(LocalText by) => new($"{by.En} later", $"{by.Ja}遅らせる");

    static LocalText Silent(Hook hook, LocalText time) => Lost(hook, $"silence for {time.En}", $"{time.Ja}応答しない");

    // At answering the result is saved already; the shop only does not learn it.
    static LocalText Lost(Hook hook, string en, string ja) => hook == Hook.Answering
        ? new($"{en}; the result is already saved", $"{ja}。処理結果は保存済み")
        : new($"{en}; nothing is processed", $"{ja}。何も処理しない");

    static LocalText WithError(LocalText text, string? error)
    {
        if (error is null) return text;
        var code = Code(error);
        return new($"{text.En}, {code.En}", $"{text.Ja}。{code.Ja}");
    }

    static LocalText Plain(ScenarioAction action) =>
        ScenarioTexts.About(ActionDefinition.All.First(definition => definition.Name == action.Name));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
