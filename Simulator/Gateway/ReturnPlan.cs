using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>How the browser is to return to the merchant.</summary>
/// <param name="Copies">How many times the form is posted to RetURL.</param>
/// <param name="Obstacle">Why the browser cannot be sent there; null when it can.</param>
/// <param name="IsAbandoned">Whether the scenario keeps the browser from returning.</param>
internal sealed record ReturnPlan(
    string Url, List<KeyValuePair<string, string>> Fields, int Copies = 1, Note? Obstacle = null, bool IsAbandoned = false)
{
    /// <summary>The payment. Nothing is posted when it no longer exists.</summary>
    public string AccessId { get; init; } = "";

    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>Whether the scenario changed or removed fields. Added fields do not count: merchants must ignore them.</summary>
    public bool IsAltered { get; init; }
}
