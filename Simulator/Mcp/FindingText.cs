using KantanSim.Advice;
using KantanSim.Commands;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Mcp;

/// <summary>Findings of the advice as plain text.</summary>
internal static class FindingText
{
    /// <summary>What is wrong, and how to fix it.</summary>
    public static string Of(AdviceView finding) =>
        $"{finding.Severity.Id()} {finding.Rule}: {PrintableText.Of(finding.Sentence)} Fix: {PrintableText.Of(finding.Remedy)} "
        + $"(see /{finding.Help})";

    /// <summary>The same with the payment or the shop that it is about.</summary>
    public static string Located(AdviceView finding)
    {
        var payment = finding.OrderId is { } orderId ? $"order {PrintableText.Of(orderId)} of " : "";
        return $"{Jst.Readable(finding.At)}, {payment}shop {PrintableText.Of(finding.ShopId)}: {Of(finding)}";
    }
}
