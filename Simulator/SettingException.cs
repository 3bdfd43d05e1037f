using KantanSim.Protocol;

namespace KantanSim;

/// <summary>A setting is wrong; the start stops with this one line. A password is not repeated in it.</summary>
internal sealed class SettingException(string name, string value, string allowed)
    : Exception($"Setting KantanSim:{name} is \"{Secrets.Mask(name, value)}\"; allowed: {allowed}.");
