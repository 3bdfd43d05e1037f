using KantanSim.Merchants;

namespace KantanSim.Startup;

/// <summary>Warns of a notification URL that the settings do not allow, before a notification is missed.</summary>
internal static class NotifyUrlWarning
{
    /// <summary>One line; null when there is nothing to warn of. A server that was started elsewhere may have other settings.</summary>
    public static async Task<string?> Of(string url, string[] settings, CancellationToken cancel)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target)) return null;
        var allowed = new AllowedHosts(SettingsReader.Read(CompositionRoot.Configuration(settings)).Options.NotifyAllow);
        if (await allowed.Allows(target.Host, cancel)) return null;
        return $"Warning: unless the server has other settings, no notification will be sent there. {allowed.Refusal(target.Host).En}";
    }
}
