using KantanSim.Configuration;

namespace KantanSim.Tests.Startup;

/// <summary>Names of loopback (RFC 6761, 6.3), and what is called where the server listens.</summary>
public sealed class ListenUrlsTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("a.b.localhost", true)]
    [InlineData("a.localhost.", true)]
    [InlineData("localhost.test", false)]
    [InlineData("notlocalhost", false)]
    public void Name_is_loopback_by_its_form(string name, bool isLocalhost) => Assert.Equal(isLocalhost, ListenUrls.IsLocalhost(name));

    [Theory]
    [InlineData("shop.localhost", "localhost")]
    [InlineData("localhost", "localhost")]
    [InlineData("*", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "127.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    public void Host_that_is_listened_on_is_called_by_one_that_resolves(string host, string called) => Assert.Equal(called, ListenUrls.ToCall(host));
}
