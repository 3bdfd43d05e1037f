using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Certificates;

/// <summary>A simulator with https that the tests of a class share: its keys take longer to make than most tests.</summary>
public sealed class TlsSimulated : IAsyncLifetime
{
    public static string[] On { get; } = ["--KantanSim:Tls=true", "--KantanSim:TlsPort=0"];

    internal SimulatorFixture Simulated { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Simulated = await SimulatorFixture.Start(settings: On);

    public ValueTask DisposeAsync() => Simulated.DisposeAsync();
}
