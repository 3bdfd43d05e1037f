using KantanSim.Tests.Kit;

namespace KantanSim.Tests.Crashes;

/// <summary>The real program with a folder that outlasts it, and a log of what goes wrong.</summary>
internal static class Lasting
{
    public static string[] Settings(string data, string merchant) =>
        [$"--KantanSim:Data={data}", .. RunningProgram.Notifying($"{merchant}/notify"), "--Logging:LogLevel:Default=Warning"];
}
