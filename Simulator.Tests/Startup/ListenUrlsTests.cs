using KantanSim.Configuration;

namespace KantanSim.Tests.Startup;

/// <summary>Which names are localhost (RFC 6761, 6.3), and how a client reaches a listen host.</summary>
public sealed class ListenUrlsTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("a.b.localhost", true)]
    [InlineData("a.localhost.", true)]
    [InlineData("localhost.test", false)]
    [InlineData("notlocalhost", false)]
    public void Localhost_and_its_subdomains_are_localhost(string name, bool isLocalhost) =>
        Assert.Equal(isLocalhost, ListenUrls.IsLocalhost(name));

    [Theory]
    [InlineData("shop.localhost", "localhost")]
    [InlineData("localhost", "localhost")]
    [InlineData("*", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "127.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    public void Listen_host_is_called_by_a_host_that_resolves(string host, string called) =>
        Assert.Equal(called, ListenUrls.ToConnectableHost(host));
}
