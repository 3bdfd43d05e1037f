namespace KantanSim;

/// <summary>A setting is wrong; the start stops with this one line.</summary>
internal sealed class SettingException(string name, string value, string allowed)
    : Exception($"Setting KantanSim:{name} is \"{value}\"; allowed: {allowed}.");
