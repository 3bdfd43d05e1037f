using System.Security.Cryptography;

namespace KantanSim.Gateway;

/// <summary>
/// Recognises calls that KantanSim itself makes in a shop's place: they carry a secret of this process. They are recorded as all calls, but
/// are not the shop's, so that the advice does not judge them.
/// </summary>
internal sealed class PlayedCalls
{
    public const string Header = "X-KantanSim-Played";

    /// <summary>Who sends the call, for the timeline.</summary>
    public const string Sender = "KantanSim, which plays a scenario in the shop's place";

    /// <summary>The value of <see cref="Header"/>.</summary>
    public string Secret { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public bool Has(HttpRequest request) => request.Headers[Header] == Secret;
}
