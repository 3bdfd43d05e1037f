using KantanSim.Transactions;

namespace KantanSim.Operations;

/// <summary>A message's place in a sequence diagram.</summary>
internal static class DiagramLane
{
    // From left to right.
    static readonly string[] Lifelines = [Party.Consumer, Party.Merchant, Party.Gateway, Party.Wallet, Party.Settlement];

    /// <summary>The CSS classes: the first and the last lifeline that it spans, and its direction.</summary>
    public static string Of(string from, string to)
    {
        var (sender, receiver) = (Array.IndexOf(Lifelines, from) + 1, Array.IndexOf(Lifelines, to) + 1);
        if (sender == 0 || receiver == 0) return "aside";
        if (sender == receiver) return $"l{sender} self";
        return sender < receiver ? $"l{sender} r{receiver} right" : $"l{receiver} r{sender} left";
    }
}
