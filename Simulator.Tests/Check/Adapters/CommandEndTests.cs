using System.Net;
using System.Net.Sockets;
using KantanSim.Check.Adapters;
using KantanSim.Tests.Infrastructure;
using static KantanSim.Tests.Check.Adapters.Steps;

namespace KantanSim.Tests.Check.Adapters;

/// <summary>
/// How commands end. Each command and all its children hold a connection to the test, which ends when the last of them ends.
/// </summary>
public sealed class CommandEndTests : IDisposable
{
    const string Connect = "exec 3<>/dev/tcp/127.0.0.1/{{port}}; ";

    static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly ManualTime time = new(Now);

    public CommandEndTests() => listener.Start();

    public void Dispose() => listener.Dispose();

    public static TheoryData<string> Scripts =>
    [
        "echo ready >&3; sleep 1000",
        "sleep 1000 & echo ready >&3; wait",
        "env -i sleep 1000 & echo ready >&3; wait",
        // Children whose parent has ended, and those in a session of their own.
        "(sleep 1000 &); echo ready >&3; sleep 1000",
        "(setsid sleep 1000 &); echo ready >&3; sleep 1000",
        "(setsid bash -c 'trap \"\" TERM HUP; (setsid sleep 1000 &); echo ready >&3; sleep 1000' >/dev/null 2>&1 &); sleep 1000",
        "trap '' TERM INT HUP; echo ready >&3; while :; do read -t 1000 <&3; done",
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Cancelled_command_leaves_no_process(string script)
    {
        await using var door = Door();
        using var cancel = new CancellationTokenSource();
        var run = Start(door, script, cancel.Token);
        using var connection = await Connection();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await End(connection);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Command_that_takes_too_long_leaves_no_process(string script)
    {
        await using var door = Door();
        var run = Start(door, script, TestContext.Current.CancellationToken);
        using var connection = await Connection();
        time.AdvanceTo(Now.AddSeconds(60));
        var fault = await Assert.ThrowsAsync<AdapterException>(() => run);
        Assert.StartsWith("The command did not end within 60 s and was killed: bash -c ", fault.Message);
        await End(connection);
    }

    [Fact]
    public async Task Closed_door_leaves_no_process()
    {
        var door = Door();
        var run = Start(door, "(setsid sleep 1000 &); echo ready >&3; sleep 1000", TestContext.Current.CancellationToken);
        using var connection = await Connection();
        await door.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await End(connection);
    }

    [Fact]
    public async Task Server_that_a_command_starts_is_not_awaited_and_goes_on()
    {
        await using var door = Door();
        var run = Start(door, "(read <&3; echo to nobody; echo alive >&3) & echo ready >&3", TestContext.Current.CancellationToken);
        using var connection = await Connection();
        await time.TimerAt(Now + CommandRunner.OutputLimit);
        time.AdvanceTo(Now + CommandRunner.OutputLimit);
        Assert.False((await run.WithHangGuard()).IsRefused);
        await connection.GetStream().WriteAsync("\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("alive\n", await End(connection));
    }

    [Fact]
    public async Task Commands_run_side_by_side()
    {
        await using var door = Door();
        var first = Start(door, "echo ready >&3; read <&3", TestContext.Current.CancellationToken);
        var second = Start(door, "echo ready >&3; read <&3", TestContext.Current.CancellationToken);
        using (await Connection())
        using (await Connection()) { }
        await Task.WhenAll(first, second).WithHangGuard();
    }

    ShopDoor Door() => new(Path.GetTempPath(), HangGuard.Limit, time);

    Task<StepResult> Start(ShopDoor door, string script, CancellationToken cancel) =>
        door.Run(Bash(Connect + script), Variables(("port", $"{((IPEndPoint)listener.LocalEndpoint).Port}")), cancel);

    // The connection of a command that has started all its children.
    async Task<TcpClient> Connection()
    {
        var client = await listener.AcceptTcpClientAsync().WithHangGuard();
        var ready = new byte[6];
        await client.GetStream().ReadExactlyAsync(ready).AsTask().WithHangGuard();
        Assert.Equal("ready\n"u8.ToArray(), ready);
        return client;
    }

    // Killed processes can leave a reset connection.
    static async Task<string> End(TcpClient connection)
    {
        using var reader = new StreamReader(connection.GetStream());
        try { return await reader.ReadToEndAsync().WithHangGuard(); }
        catch (IOException) { return ""; }
    }
}
