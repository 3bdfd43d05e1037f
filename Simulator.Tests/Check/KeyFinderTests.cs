using System.Collections.Immutable;
using KantanSim.Check.Recording;

namespace KantanSim.Tests.Check;

/// <summary>What names the order in the shop's answer.</summary>
public sealed class KeyFinderTests
{
    const string OrderId = "ORD-20260131-7";

    [Theory]
    [InlineData("/orders", """{ "id": 12, "ref": "ORD-20260131-7" }""", "$.ref", OrderId)]
    [InlineData("/orders", """{ "items": [ { "order": "ORD-20260131-7" } ] }""", "$.items[0].order", OrderId)]
    [InlineData("/orders", """{ "total": 500, "data": { "id": 12 } }""", "$.data.id", "12")]
    [InlineData("/thanks?no=ORD-20260131-7", "<p>Thank you</p>", "url://thanks\\?no=([^/?&#]+)/", OrderId)]
    [InlineData("/thanks", "<p>1</p>\n<b>Order no. ORD-20260131-7</b>", "/<b>Order\\ no\\.\\ ([A-Za-z0-9_-]+)/", OrderId)]
    [InlineData("/shop/orders/77/", "<p>Thank you</p>", "url://orders/([^/?&#]+)/", "77")]
    public void Order_is_named_by_its_OrderID_or_else_by_an_id(string path, string answer, string source, string value)
    {
        var found = KeyFinder.Find(Answer(path, answer), OrderId);
        Assert.Equal((source, value), (found!.Source, found.Value));
    }

    [Fact]
    public void Answer_without_an_id_names_no_order() => Assert.Null(KeyFinder.Find(Answer("/thanks", "<p>Thank you</p>"), OrderId));

    static Exchange Answer(string path, string answer) =>
        new("GET", new($"http://127.0.0.1{path}"), ImmutableDictionary<string, string>.Empty, "", 200, "", "text/html", answer);
}
