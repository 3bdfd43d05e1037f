using KantanSim.Web;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Web;

public sealed class AcceptLanguageTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("*", null)]
    [InlineData("fr", null)]
    [InlineData("en", Language.En)]
    [InlineData("ja", Language.Ja)]
    [InlineData("ja-JP,en;q=0.9", Language.Ja)]
    [InlineData("ja;q=0.1,en", Language.En)]
    [InlineData("en;q=0.1,ja", Language.Ja)]
    [InlineData("fr,en;q=0.9", Language.En)]
    [InlineData("ja;q=0,en;q=0.1", Language.En)]
    [InlineData("enx", null)]
    public void The_highest_weight_wins(string header, Language? expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = header;
        Assert.Equal(expected, AcceptLanguage.Preferred(http.Request));
    }
}
