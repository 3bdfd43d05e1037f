using System.Net;
using System.Net.Sockets;
using KantanSim.Configuration;
using KantanSim.Startup;
using KantanSim.Tests.Infrastructure;

namespace KantanSim.Tests.Startup;

/// <summary>A failed start is reported in one line with the reason and, if there is one, a remedy.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("foo", "\"foo\" (setting urls): it is not a URL. Try --urls http://127.0.0.1:8081.")]
    [InlineData("", "\"\" (setting urls): it is not a URL. Try --urls http://127.0.0.1:8081.")]
    [InlineData("ftp://127.0.0.1", "the scheme \"ftp\" is neither http nor https. Try --urls http://127.0.0.1:8081.")]
    [InlineData("http://127.0.0.1:65536", "65536 is not a port; allowed are 0 to 65535. Try --urls http://127.0.0.1:8081.")]
    [InlineData("http://127.0.0.1:-1", "-1 is not a port; allowed are 0 to 65535. Try --urls http://127.0.0.1:8081.")]
    [InlineData("http://127.0.0.1:abc", "\"abc\" is not a port. Try --urls http://127.0.0.1:8081.")]
    [InlineData("http://[::1]:abc", "\"abc\" is not a port. Try --urls http://127.0.0.1:8081.")]
    [InlineData("http://unix:8123", "the name \"unix\" does not resolve to this machine")]
    [InlineData("http://[::1", "the bracket of the address is not closed. Try --urls http://127.0.0.1:8081.")]
    [InlineData("http://localhost:0", "port 0 (any free port) needs an IP address. Try --urls http://127.0.0.1:0.")]
    [InlineData("http://127.0.0.1:8123/base", "a path (\"/base\") is not allowed. Try --urls http://127.0.0.1:8123.")]
    [InlineData("https://127.0.0.1:0", "https needs a certificate. Add --KantanSim:Tls=true for one that KantanSim makes.")]
    [InlineData("http://127.0.0.1:0;foo", "\"foo\" (setting urls): it is not a URL. Try http://127.0.0.1:8081 in its place.")]
    [InlineData("http://no-such-host.invalid:8123", "the name \"no-such-host.invalid\" does not resolve to this machine")]
    [InlineData("http://192.0.2.1:8123", "it is not an address of this machine. Try --urls http://127.0.0.1:8123.")]
    public async Task Start_names_the_URL_that_it_cannot_listen_on(string urls, string message)
    {
        var fault = await Assert.ThrowsAsync<ListenException>(() => CompositionRoot.Start([$"--urls={urls}", "--KantanSim:Data=:memory:"]));
        Assert.StartsWith("Cannot listen on \"", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("--http_ports=abc", "setting http_ports): \"abc\" is not a port. Try --http_ports=8081.")]
    [InlineData("--https_ports=8123", "setting https_ports): https needs a certificate.")]
    [InlineData(
        "--Kestrel:Endpoints:A:Url=foo",
        "\"foo\" (setting Kestrel:Endpoints:A:Url): it is not a URL. Try --Kestrel:Endpoints:A:Url=http://127.0.0.1:8081.")]
    [InlineData("--urls=http://unix:/no-such-folder/kantansim.sock", "Remove the file, or use another path in a writable folder.")]
    public async Task Start_names_the_setting_that_contains_the_URL(string setting, string message)
    {
        var fault = await Assert.ThrowsAsync<ListenException>(() => CompositionRoot.Start([setting, "--KantanSim:Data=:memory:"]));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls=http://127.0.0.1:{0}", "setting urls", "--urls http://127.0.0.1:")]
    [InlineData("--urls=http://localhost:{0}", "setting urls", "--urls http://localhost:")]
    [InlineData("--http_ports={0}", "setting http_ports", "--http_ports=")]
    [InlineData(
        "--urls=http://127.0.0.1:0 --KantanSim:Tls=true --KantanSim:TlsPort={0}", "setting KantanSim:TlsPort", "--KantanSim:TlsPort=")]
    public async Task Start_suggests_a_free_port_when_one_is_in_use(string settings, string setting, string suggestion)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        string[] args = [.. settings.Replace("{0}", $"{port}", StringComparison.Ordinal).Split(' '), "--KantanSim:Data=:memory:"];
        var fault = await Assert.ThrowsAsync<ListenException>(() => CompositionRoot.Start(args));
        var message = $":{port}\" ({setting}): the port is in use by another program. Try another port: {suggestion}";
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.NotEqual(port, int.Parse(fault.Message.TrimEnd('.').Split(':', '=')[^1], null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_that_cannot_listen_leaves_no_new_data_folder_behind(bool existed)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var parent = Directory.CreateTempSubdirectory("kantansim-start-");
        var data = Path.Combine(parent.FullName, "data");
        if (existed) Directory.CreateDirectory(data);
        string[] args = [$"--urls=http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}", $"--KantanSim:Data={data}"];
        await Assert.ThrowsAsync<ListenException>(() => CompositionRoot.Start(args));
        Assert.Equal(existed, Directory.Exists(data));
        parent.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_in_a_folder_in_use_suggests_another_one()
    {
        var data = Directory.CreateTempSubdirectory("kantansim-start-");
        await using (await SimulatorFixture.Start(data.FullName))
        {
            string[] args = ["--urls=http://127.0.0.1:0", $"--KantanSim:Data={data.FullName}"];
            var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CompositionRoot.Start(args));
            Assert.Contains($"such as --KantanSim:Data={data.FullName}-2 (", fault.Message, StringComparison.Ordinal);
        }
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("--Logging:LogLevel:Default=Foo", "Configuration value 'Foo' is not supported")]
    [InlineData("--contentRoot=/no-such-folder", "/no-such-folder")]
    [InlineData("--Kestrel:Endpoints:A:Protocols=Http1", "The endpoint A is missing the required 'Url' parameter")]
    public async Task Start_that_fails_for_another_reason_is_reported_in_one_line(string setting, string message)
    {
        var fault = await Assert.ThrowsAsync<StartException>(() => CompositionRoot.Start([setting, "--KantanSim:Data=:memory:"]));
        Assert.StartsWith($"KantanSim could not start: {message}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task Start_reports_two_URLs_with_the_same_port()
    {
        var port = FreePort();
        string[] args = [$"--urls=http://127.0.0.1:{port};http://localhost:{port}", "--KantanSim:Data=:memory:"];
        var fault = await Assert.ThrowsAsync<ListenException>(() => CompositionRoot.Start(args));
        Assert.Contains("two of the URLs use the same port. Use a different port for each.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--KantanSim:Shops=abc", "Setting KantanSim:Shops is \"abc\"; allowed: only Shops:N:NAME.")]
    [InlineData("--KantanSim:Protocol=1", "Setting KantanSim:Protocol is \"1\"; allowed: only Protocol:NAME.")]
    [InlineData("--KantanSim:Seed:Foo=3", "Setting KantanSim:Seed:Foo is \"\"; allowed: only Seed.")]
    [InlineData("--shutdownTimeoutSeconds=abc", "Setting shutdownTimeoutSeconds is \"abc\"; allowed: a whole number of seconds.")]
    public async Task Start_refuses_a_setting_of_the_wrong_form(string setting, string message)
    {
        string[] args = [setting, "--urls=http://127.0.0.1:0", "--KantanSim:Data=:memory:"];
        var fault = await Assert.ThrowsAsync<ConfigurationException>(() => CompositionRoot.Start(args));
        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("health")]
    [InlineData("scenarios", "list")]
    [InlineData("advice")]
    [InlineData("serve")]
    public async Task Every_command_reports_unreadable_settings_in_one_line(params string[] command)
    {
        using var program = SimulatorProcess.Begin(["--contentRoot=/no-such-folder"], listen: command);
        Assert.Equal(2, await program.WaitForExit());
        Assert.StartsWith("KantanSim could not start: ", Assert.Single(program.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_reports_a_failed_start_in_one_line_and_exits_with_code_2()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        using var program = SimulatorProcess.Begin(["--KantanSim:Data=:memory:"], listen: ["--urls", url]);
        Assert.Equal(2, await program.WaitForExit());
        var line = Assert.Single(program.Said);
        Assert.StartsWith($"Cannot listen on \"{url}\" (setting urls): the port is in use", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Logging:LogLevel:Default=Debug")]
    [InlineData("--Logging:LogLevel:Default", "trace")]
    public async Task Program_prints_the_stack_trace_of_a_failed_start_at_log_level_Debug_and_below(params string[] level)
    {
        using var program = SimulatorProcess.Begin(["--contentRoot=/no-such-folder", .. level]);
        Assert.Equal(2, await program.WaitForExit());
        Assert.Contains(program.Said, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
