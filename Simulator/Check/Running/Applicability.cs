using KantanSim.Check.Cases;
using KantanSim.Check.Files;
using KantanSim.Transactions;

namespace KantanSim.Check.Running;

/// <summary>Which cases apply to a shop, by its file.</summary>
internal static class Applicability
{
    /// <summary>Why a case does not apply; null when it does.</summary>
    public static Note? ReasonAgainst(CheckCase one, CheckFile file)
    {
        var missing = one.Needs.Where(need => !Has(need, file, one.Needs.Contains(Need.Recurring))).Select(Name).ToList();
        return missing.Count == 0 ? null : new(
            $"The case needs {string.Join(", ", missing)}.", $"このケースには {string.Join("、", missing)} が必要です。");
    }

    static bool Has(Need need, CheckFile file, bool isRecurring)
    {
        var acts = isRecurring && file.Recurring is { } recurring ? recurring.Acts : file.Acts;
        var reader = isRecurring && file.Recurring is { } door ? door.Read : file.Read;
        return need switch
        {
            Need.Ship => acts.ContainsKey(ActNames.Ship),
            Need.Cancel => acts.ContainsKey(ActNames.Cancel),
            Need.Reprice => acts.ContainsKey(ActNames.Reprice),
            Need.Restart => file.Hooks.ContainsKey(HookNames.Restart),
            Need.Break => file.Hooks.ContainsKey(HookNames.Break) && file.Hooks.ContainsKey(HookNames.Mend),
            Need.Shipped => reader.ShippedPath is not null,
            Need.Amount => reader.AmountPath is not null,
            Need.CaptureOnShip => file.Style.Capture == CaptureStyle.OnShip,
            Need.CaptureAtOnce => file.Style.Capture == CaptureStyle.AtOnce,
            Need.Notification => file.Style.Results.Contains(ResultPath.Notification),
            Need.Return => file.Style.Results.Contains(ResultPath.Return),
            Need.CancelMonth => acts.ContainsKey(ActNames.CancelMonth),
            Need.Search => file.Style.Results.Contains(ResultPath.Search),
            _ => file.Recurring is not null,
        };
    }

    static string Name(Need need) => need switch
    {
        Need.Ship => "act.ship",
        Need.Cancel => "act.cancel",
        Need.Reprice => "act.reprice",
        Need.Restart => "hooks.restart",
        Need.Break => "hooks.break and hooks.mend",
        Need.Shipped => "read.shipped",
        Need.Amount => "read.amount",
        Need.CaptureOnShip => "style.capture: onShip",
        Need.CaptureAtOnce => "style.capture: atOnce",
        Need.Recurring => "recurring",
        Need.CancelMonth => "recurring.act.cancelMonth",
        _ => $"style.result: {EnumWords.Of(need)}",
    };
}
