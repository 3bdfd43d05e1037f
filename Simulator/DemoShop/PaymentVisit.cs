namespace KantanSim.DemoShop;

/// <summary>Where the customer's browser is, while it orders.</summary>
/// <param name="ReturnUrl">RetURL: where the browser comes back to.</param>
/// <param name="HostOverride">Scheme and host name to call the gateway by; null for its own.</param>
/// <param name="ToVisitorUrl">Turns a URL of the gateway into the one by which the browser reaches it.</param>
/// <param name="Scenario">Name of the simulator's scenario; empty for none.</param>
internal sealed record PaymentVisit(string ReturnUrl, Uri? HostOverride, Func<string, string> ToVisitorUrl, string Scenario = "");
