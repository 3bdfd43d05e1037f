using System.Text;
using KantanSim.Gateway;
using KantanSim.Protocol;
using KantanSim.Transactions;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Gateway;

/// <summary>The notes on bodies that are not forms, and on values in another encoding.</summary>
public sealed class CallNotesTests
{
    const string Form = "application/x-www-form-urlencoded";
    const string DecodedAsCp932 = "ItemName is valid UTF-8, but was decoded as CP932, the gateway's character set: ";
    const string EncodedTwice = "ItemName was percent-encoded twice: it was read as ";

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "", "", "--b\r\nContent-Disposition: form-data; name=\"ShopID\"\r\n\r\ntshop\r\n--b--",
        "The body is multipart/form-data")]
    [InlineData(Form, "", "", "--b\r\nContent-Disposition: form-data; name=\"ShopID\"\r\n\r\ntshop\r\n--b--",
        "The body is multipart/form-data")]
    [InlineData("application/json", "", "", "{\"ShopID\":\"tshop\"}", "The body is JSON")]
    [InlineData(Form, "", "", " {\"ShopID\":\"tshop\"}", "The body is JSON")]
    [InlineData(Form, "", "", "[1]", "The body is JSON")]
    [InlineData("text/xml", "", "", "<ShopID>tshop</ShopID>", "The body is XML")]
    [InlineData(Form, "gzip", "", "ShopID=tshop", "The body is compressed (Content-Encoding: gzip)")]
    [InlineData(Form, "", "", "\u001f\u008bxx", "The body is compressed (gzip)")]
    [InlineData(Form, "", "", "", "The body is empty")]
    [InlineData(Form, "", "?ShopID=tshop&x=1", "", "The fields ShopID are in the query string")]
    [InlineData(Form, "", "?ShopID=tshop&OrderID=1", "ShopPass=x", "The fields ShopID, OrderID are in the query string")]
    [InlineData(Form, "", "", "\u00ef\u00bb\u00bfShopID=tshop&OrderID=1", "The body begins with a byte order mark")]
    [InlineData(Form, "", "", "%EF%BB%BFShopID=tshop&OrderID=1", "The body begins with a byte order mark")]
    [InlineData(Form, "", "", "ShopID=tshop&OrderID=1\r\n", "The body ends with a line break, which was read as part of OrderID")]
    [InlineData(Form, "", "", "ShopID=tshop&OrderID=1\n", "The body ends with a line break, which was read as part of OrderID")]
    [InlineData(Form, "", "", "ShopID=tshop\r\nOrderID=1\r\n", "The fields are separated by line breaks")]
    [InlineData(Form, "", "", "ShopID=tshop&amp;OrderID=1", "The fields are separated by &amp;")]
    [InlineData(Form, "", "", "ShopID=tshop;OrderID=1", "The fields are separated by a semicolon")]
    [InlineData(Form, "", "", "ShopID=tshop;OrderID=1&Amount=1", "The fields are separated by a semicolon")]
    [InlineData(Form, "", "", "ShopID%3Dtshop%26OrderID%3D1", "The whole body is percent-encoded")]
    public void A_body_that_is_not_a_form_has_a_note_on_its_cause(string type, string encoding, string query, string body, string note) =>
        Assert.StartsWith(note, Assert.Single(NotesOf(type, encoding, query, Encoding.Latin1.GetBytes(body))).En, StringComparison.Ordinal);

    [Theory]
    // 「マグ」 and 「ポット」 as UTF-8, which are other characters in CP932.
    [InlineData("ItemName=%E3%83%9E%E3%82%B0", DecodedAsCp932 + "“繝槭げ” instead of “マグ”")]
    [InlineData("ItemName=%E3%83%9D%E3%83%83%E3%83%88", DecodedAsCp932 + "“繝昴ャ繝\ufffd” instead of “ポット”")]
    [InlineData("ItemName=a%26amp%3Bb", "ItemName contains the HTML entity &amp;")]
    [InlineData("ItemName=%26%2312509%3B", "ItemName contains the HTML entity &#12509;")]
    [InlineData("ItemName=%2583%257D%2583O", EncodedTwice + "“%83%7D%83O”; decoding it once more gives “マグ”")]
    [InlineData("ItemName=%25E3%2583%259E", EncodedTwice + "“%E3%83%9E”; decoding it once more gives “マ”")]
    [InlineData("RetURL=http%253A%252F%252Fshop%252F", "RetURL was percent-encoded twice")]
    [InlineData("ItemName=50%ZZ", "ItemName contains “%ZZ”, which is not a percent-encoding")]
    [InlineData("ItemName=50%", "ItemName contains “%”, which is not a percent-encoding")]
    [InlineData("ItemName=a%83", "ItemName ends with the byte 83, the first half of a two-byte CP932 character")]
    [InlineData("ItemName=a%83%20b", "ItemName contains bytes that are not a CP932 character (83 20)")]
    public void A_value_that_was_probably_meant_otherwise_has_a_note_with_both_readings(string field, string note)
    {
        var notes = NotesOf(Form, "", "", Encoding.Latin1.GetBytes($"ShopID=tshop&{field}"));
        Assert.StartsWith(note, Assert.Single(notes).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ShopID=tshop&OrderID=1&ItemName=Mug")]
    [InlineData("ShopID=tshop&ItemName=%83%7D%83O%81i%94%92%81j")]
    [InlineData("ShopID=tshop&ItemName=%CF%B8%DE")]
    [InlineData("ShopID=tshop&ItemName=%C3%BD")]
    // 「鼈甲」 as CP932, and “Café” as UTF-8: two letters can be half-width katakana.
    [InlineData("ShopID=tshop&ItemName=%EA%88%8Db")]
    [InlineData("ShopID=tshop&ItemName=Caf%C3%A9")]
    // 「マグ」 would be UTF-8 alone, but the call has 「マグ」 in CP932.
    [InlineData("ShopID=tshop&ItemName=%E3%83%9E%E3%82%B0&ClientField1=%83%7D%83O")]
    [InlineData("ShopID=tshop&ItemName=a%3B+b%2C+50%25+off")]
    [InlineData("ShopID=tshop&RetURL=http%3A%2F%2Fshop%2Fback%3Fnext%3D%252Fcart%26id%3D1")]
    [InlineData("ShopID=tshop&ItemName=%00%01")]
    public void An_ordinary_call_has_no_notes(string body) => Assert.Empty(NotesOf(Form, "", "", Encoding.ASCII.GetBytes(body)));

    [Theory]
    [InlineData(5, 5, "")]
    [InlineData(6, 6, "One more field has such a fault.")]
    [InlineData(4_000, 6, "3995 more fields have such a fault.")]
    public void Many_fields_with_one_fault_have_few_notes(int fields, int notes, string last)
    {
        var body = string.Join('&', Enumerable.Range(0, fields).Select(index => $"f{index}=%E3%83%9E"));
        var found = NotesOf(Form, "", "", Encoding.ASCII.GetBytes(body));
        Assert.Equal(notes, found.Count);
        if (last.Length > 0) Assert.Equal(last, found[^1].En);
    }

    [Fact]
    public void A_note_shows_no_secret()
    {
        const string body = "ShopPass=%E3%83%9E%E3%82%B0&AccessPass=a%25E3%2583&ClientField1=x%26amp%3Bhush-hush-1";
        var notes = NotesOf(Form, "", "", Encoding.ASCII.GetBytes(body), new(new(["hush-hush-1"])));
        string[] expected =
        [
            "ShopPass is valid UTF-8, but was decoded as CP932, the gateway's character set.",
            "AccessPass was percent-encoded twice.",
            "ClientField1 contains the HTML entity &amp;, which the gateway does not decode.",
        ];
        Assert.Equal(expected, notes.Select(note => note.En));
        Assert.All(notes, note => Assert.DoesNotContain("マグ", note.En + note.Ja, StringComparison.Ordinal));
    }

    [Fact]
    public void A_note_has_a_Japanese_translation() =>
        Assert.All(NotesOf("application/json", "gzip", "?ShopID=1", "{}"u8.ToArray()), note => Assert.Matches(@"\p{IsHiragana}", note.Ja));

    static IReadOnlyList<Note> NotesOf(string type, string encoding, string query, byte[] body, Redactor? by = null)
    {
        var http = new DefaultHttpContext();
        http.Request.ContentType = type;
        http.Request.Headers.ContentEncoding = encoding;
        http.Request.QueryString = new(query);
        string[] fieldNames = ["ShopID", "ShopPass", "OrderID", "Amount", "ItemName", "RetURL", "ClientField1"];
        return CallNotes.Of(http.Request, body, fieldNames, by ?? Redactor.ByName);
    }
}
