using System.Globalization;

namespace Testcontainers.KantanSim;

public sealed partial class KantanSimBuilder
{
    const string ScenarioFolder = "/scenarios";

    /// <summary>
    /// Sets the operator's token, which is random otherwise. A container that is reused (<c>WithReuse(true)</c>) needs a token
    /// that stays the same.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty, or begins or ends with a space.</exception>
    public KantanSimBuilder WithAdminToken(string adminToken)
    {
        if (string.IsNullOrEmpty(adminToken) || adminToken.Trim() != adminToken)
            throw Wrong("admin token", adminToken, "a text that does not begin or end with a space", nameof(adminToken));
        return Merge(DockerResourceConfiguration, new KantanSimConfiguration(adminToken)).WithSetting("AdminToken", adminToken);
    }

    /// <summary>Makes every generated identifier repeat from run to run.</summary>
    public KantanSimBuilder WithSeed(long seed) => WithSetting("Seed", seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets how simulated time moves.</summary>
    /// <param name="clock">
    /// <c>Manual</c> (the default here: it stands still until it is moved), <c>Real</c>, or an ISO 8601 instant to stand at.
    /// </param>
    public KantanSimBuilder WithClock(string clock) => WithSetting("Clock", clock);

    /// <summary>Has simulated time stand at an instant until it is moved.</summary>
    public KantanSimBuilder WithClock(DateTimeOffset now) => WithClock(now.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>
    /// Uses the scenario files of a folder in place of the library inside the image. They are copied into the container when it starts.
    /// </summary>
    /// <param name="folder">A folder of the test's machine; a relative path starts at the working directory.</param>
    /// <exception cref="ArgumentException">The folder does not exist.</exception>
    public KantanSimBuilder WithScenarios(string folder)
    {
        var files = new DirectoryInfo(string.IsNullOrEmpty(folder) ? throw NoFolder(folder) : folder);
        if (!files.Exists) throw NoFolder(files.FullName);
        return WithResourceMapping(files, ScenarioFolder).WithSetting("Scenarios", ScenarioFolder);
    }

    /// <summary>Sets one of the settings of docs/settings.md. The last value of a setting counts.</summary>
    /// <param name="name">Without the section, such as <c>NotifyAllow</c> or <c>Shops:0:ShopId</c>.</param>
    /// <param name="value">KantanSim checks it when it starts, and the exception of the start has its message.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public KantanSimBuilder WithSetting(string name, string value)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Wrong("setting's name", name, "a name of docs/settings.md, such as NotifyAllow", nameof(name));
        ArgumentNullException.ThrowIfNull(value);
        return WithEnvironment($"KantanSim__{name.Replace(":", "__", StringComparison.Ordinal)}", value);
    }

    /// <summary>
    /// Gives the test's machine the name <c>host.docker.internal</c> inside the container also on Linux, for notifications to a shop that
    /// listens on all of the machine's addresses.
    /// </summary>
    public KantanSimBuilder WithAccessToHost() => WithExtraHost("host.docker.internal", "host-gateway");

    static ArgumentException NoFolder(string folder) => Wrong("scenarios' folder", folder, "a folder that exists", nameof(folder));

    static ArgumentException Wrong(string what, string? value, string allowed, string parameter) =>
        new($"The {what} is \"{value}\"; allowed: {allowed}.", parameter);
}
