using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Sets the settings of a KantanSim.</summary>
public static class KantanSimSettingExtensions
{
    /// <summary>Sets one of the settings of docs/settings.md. The last value of a setting counts.</summary>
    /// <param name="name">Without the section, such as <c>NotifyAllow</c> or <c>Protocol:CodeFamily</c>.</param>
    /// <param name="value">KantanSim checks it when it starts, and logs which value is wrong and what is allowed.</param>
    public static IResourceBuilder<KantanSimResource> WithSetting(
        this IResourceBuilder<KantanSimResource> builder, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEnvironment(Variable(name), value);
    }

    /// <inheritdoc cref="WithSetting(IResourceBuilder{KantanSimResource}, string, string)"/>
    public static IResourceBuilder<KantanSimResource> WithSetting(
        this IResourceBuilder<KantanSimResource> builder, string name, ReferenceExpression value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEnvironment(Variable(name), value);
    }

    /// <summary>Makes every generated identifier repeat from run to run.</summary>
    public static IResourceBuilder<KantanSimResource> WithSeed(this IResourceBuilder<KantanSimResource> builder, long seed) =>
        builder.WithSetting("Seed", seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sets how simulated time moves.</summary>
    /// <param name="clock">
    /// <c>Real</c> (the default), <c>Manual</c> (it stands still until it is moved), or an ISO 8601 instant to stand at.
    /// </param>
    public static IResourceBuilder<KantanSimResource> WithClock(this IResourceBuilder<KantanSimResource> builder, string clock) =>
        builder.WithSetting("Clock", clock);

    /// <summary>Has simulated time stand at an instant until it is moved.</summary>
    public static IResourceBuilder<KantanSimResource> WithClock(this IResourceBuilder<KantanSimResource> builder, DateTimeOffset now) =>
        builder.WithClock(now.ToString("O", CultureInfo.InvariantCulture));

    static string Variable(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return $"KantanSim__{name.Replace(":", "__", StringComparison.Ordinal)}";
    }
}
