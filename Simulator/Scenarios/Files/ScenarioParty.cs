#pragma warning disable format // aligned tables
namespace KantanSim.Scenarios.Files;

/// <summary>Who acts otherwise than in an ordinary payment.</summary>
/// <param name="Id">Its word in queries.</param>
/// <param name="Label">What pages call it.</param>
internal sealed record ScenarioParty(string Id, LocalText Label)
{
    public static readonly ScenarioParty Consumer = new("consumer", new("consumer",       "利用者"));
    public static readonly ScenarioParty Merchant = new("merchant", new("merchant",       "加盟店"));
    public static readonly ScenarioParty Gateway  = new("gateway",  new("gateway",        "ゲートウェイ"));
    public static readonly ScenarioParty Wallet   = new("wallet",   new("wallet",         "ウォレット"));
    public static readonly ScenarioParty Network  = new("network",  new("network",        "ネットワーク"));
    public static readonly ScenarioParty Sbps     = new("sbps",     new("SBPS (deposits)", "SBPS（入金）"));

    public static readonly IReadOnlyList<ScenarioParty> All = [Consumer, Merchant, Gateway, Wallet, Network, Sbps];
}
