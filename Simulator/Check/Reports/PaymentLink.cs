namespace KantanSim.Check.Reports;

/// <summary>The dashboard's page of a payment.</summary>
internal static class PaymentLink
{
    /// <param name="gateway">The URL of KantanSim, without a slash at the end.</param>
    public static string Of(string gateway, string accessId) => $"{gateway}/payments/{Uri.EscapeDataString(accessId)}";
}
