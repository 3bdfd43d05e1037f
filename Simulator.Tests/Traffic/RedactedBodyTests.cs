using System.IO.Compression;
using System.Text;
using KantanSim.Protocol;
using KantanSim.Traffic;

namespace KantanSim.Tests.Traffic;

/// <summary>Stored bodies: secrets are masked in every format, and the rest stays readable.</summary>
public sealed class RedactedBodyTests
{
    const string Known = "known-hidden+1";

    static readonly Redactor By = new(new([Known]));

    [Theory]
    // Secrets by name, in a form.
    [InlineData("ShopPass=hush-1&OrderID=O-1")]
    [InlineData("shop_pass=hush-1&OrderID=O-1")]
    [InlineData("ShopPass[]=hush-1&ShopPass[]=hush-2&OrderID=O-1")]
    [InlineData("shop%5Bpass%5D=hush-1&OrderID=O-1")]
    [InlineData("data.shopPass=hush-1&OrderID=O-1")]
    [InlineData("%EF%BB%BFShopPass=hush-1&OrderID=O-1")]
    [InlineData("%E2%80%8Bshoppass=hush-1&OrderID=O-1")]
    [InlineData("+Shop+Pass+=hush-1&OrderID=O-1")]
    [InlineData("Shop%50ass=hush-1&OrderID=O-1")]
    [InlineData("Shop%2550ass=hush-1&OrderID=O-1")]
    [InlineData("%EF%BC%B3hopPass=hush-1&OrderID=O-1")]
    [InlineData("CardNo=4111111111111111&SecurityCode=hush&OrderID=O-1")]
    // Bodies that are percent-encoded twice, three times or in part.
    [InlineData("OrderID%3DO-1%26ShopPass%3Dhush-1")]
    [InlineData("OrderID%253DO-1%2526ShopPass%253Dhush-1")]
    [InlineData("OrderID=O-1&x%26ShopPass%3dhush-1")]
    [InlineData("OrderID=O-1&x=1%26ShopPass%3Dhush-1")]
    [InlineData("OrderID=O-1&x=1%2526Shop%2550ass%3Dhush-1")]
    // Other formats in the value of a field.
    [InlineData("OrderID=O-1&json=%7B%22ShopPass%22%3A%22hush-1%22%7D")]
    [InlineData("OrderID=O-1&xml=%3CShopPass%3Ehush-1%3C%2FShopPass%3E")]
    [InlineData("OrderID=O-1&url=http%3A%2F%2Fshop%2F%3FShopPass%3Dhush-1")]
    [InlineData("OrderID=O-1&url=http%3A%2F%2Fuser%3Ahush-1%40shop%2F")]
    [InlineData("OrderID=O-1&head=Basic+aHVzaC0xOmh1c2gtMQ%3D%3D")]
    [InlineData("OrderID=O-1&data=U2hvcFBhc3M9aHVzaC0xMjM0")]
    // JSON.
    [InlineData("""{"OrderID":"O-1","ShopPass":"hush-1"}""")]
    [InlineData("""{"OrderID":"O-1","shop":{"pass":"hush-1"},"password":12345678,"pin":[ "hush-2", {"x":"hush-3"} ]}""")]
    [InlineData("""[{"name":"OrderID","value":"O-1"},{"value":"hush-1","name":"ShopPass"}]""")]
    [InlineData("""[["OrderID","O-1"],["ShopPass","hush-1"]]""")]
    [InlineData("""{"OrderID":"O-1","\u0053hopPass":"hush-1"}""")]
    [InlineData("""{"OrderID":"O-1","form":"ShopID=x&ShopPass=hush-1"}""")]
    [InlineData("""{"OrderID":"O-1","json":"{\"ShopPass\":\"hush-1\"}"}""")]
    [InlineData("""{"OrderID":"O-1","json":"{\"json\":\"{\\\"ShopPass\\\":\\\"hush-1\\\"}\"}"}""")]
    [InlineData("""{"OrderID":"O-1"} {"ShopPass":"hush-1"}""")]
    [InlineData("\uFEFF{\"OrderID\":\"O-1\",\"ShopPass\":\"hush-1\"}")]
    // XML.
    [InlineData("<call><OrderID>O-1</OrderID><ShopPass>hush-1</ShopPass></call>")]
    [InlineData("<?xml version=\"1.0\"?><call OrderID=\"O-1\" ShopPass=\"hush-1\"/>")]
    [InlineData("<call><f name=\"OrderID\" value=\"O-1\"/><f name=\"ShopPass\" value=\"hush-1\">hush-2</f></call>")]
    [InlineData("<call><m><name>ShopPass</name><value>hush-1</value></m><OrderID>O-1</OrderID></call>")]
    [InlineData("<call><a:shop-pass xmlns:a=\"urn:a\"><b><![CDATA[hush-1]]></b></a:shop-pass><OrderID>O-1</OrderID></call>")]
    [InlineData("<call><OrderID>O-1</OrderID><!-- ShopPass hush-1 --><x>ShopPass=hush-1</x></call>")]
    // Multipart.
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"OrderID\"\r\n\r\nO-1\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"ShopPass\"\r\n\r\nhush-1\r\n--b--\r\n")]
    [InlineData("--b\nContent-Disposition: form-data; name=OrderID\n\nO-1\n"
        + "--b\nContent-Disposition: form-data; name*=UTF-8''Shop%50ass\n\nhush-1\nhush-2\n--b--")]
    [InlineData("--b\r\nContent-Type: application/json\r\n\r\n{\"OrderID\":\"O-1\",\"ShopPass\":\"hush-1\"}\r\n--b--")]
    // Lines of text.
    [InlineData("OrderID: O-1\nShopPass: hush-1\n")]
    [InlineData("OrderID=O-1\r\nShopPass = hush-1\r\n")]
    [InlineData("OrderID: O-1\nShopPass:\n  hush-1\n  hush-2")]
    [InlineData("OrderID: O-1, ShopPass: hush-1, x: hush-2")]
    [InlineData("OrderID: O-1; Authorization: Bearer hush-1")]
    // Secrets by value.
    [InlineData("OrderID=O-1&ClientField1=my+known-hidden%2B1!")]
    [InlineData("OrderID=O-1&ClientField1=known-hidden%252b1")]
    [InlineData("OrderID=O-1&ClientField1=known%2Dhidden%252B1")]
    [InlineData("""{"OrderID":"O-1","x":["known-hidden\u002b1"]}""")]
    [InlineData("""{"OrderID":"O-1","known-hidden+1":1}""")]
    [InlineData("<x OrderID=\"O-1\">known-hidden&#x2B;1</x>")]
    [InlineData("OrderID: O-1\nany line known-hidden+1")]
    public void Secrets_are_masked_and_the_OrderID_stays_readable(string body)
    {
        var shown = Shown(Encoding.UTF8.GetBytes(body));
        Assert.Contains("O-1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("known-", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVzaC", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVzaC", Uri.UnescapeDataString(Uri.UnescapeDataString(shown)), StringComparison.Ordinal);
        Assert.DoesNotContain("41111111", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"OrderID":"O-1","ShopPass":"hush-1""")]
    [InlineData("<call><ShopPass>hush-1</call>")]
    [InlineData("<!DOCTYPE x [<!ENTITY y \"hush-1\">]><ShopPass>&y;</ShopPass>")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"ShopPass\"\r\nhush-1")]
    [InlineData("ShopID,ShopPass\ntshop,hush-1")]
    [InlineData("the ShopPass is hush-1")]
    [InlineData("OrderID: O-1\nShopPass\nhush-1")]
    public void A_malformed_body_that_names_a_secret_is_not_shown(string body)
    {
        var stored = RedactedBody.Redact(Encoding.UTF8.GetBytes(body), "text/x", By);
        Assert.Empty(stored.Bytes);
        Assert.StartsWith($"text/x, {body.Length} bytes, not a form; not shown: it names a secret", stored.About, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_body_is_not_shown()
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true)) zip.Write("ShopPass=hush-1"u8);
        var stored = RedactedBody.Redact(zipped.ToArray(), null, By);
        Assert.Empty(stored.Bytes);
        var about = $"no content type, {zipped.Length} bytes, not a form; not shown, because it is not text";
        Assert.StartsWith(about, stored.About, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_body_in_UTF_16_is_masked(bool isBigEndian, bool hasByteOrderMark)
    {
        var encoding = new UnicodeEncoding(isBigEndian, hasByteOrderMark);
        var shown = Shown([.. encoding.GetPreamble(), .. encoding.GetBytes("OrderID=O-1&ShopPass=hush-1")]);
        Assert.Equal("OrderID=O-1&ShopPass=******", shown);
    }

    [Theory]
    [InlineData("OrderID=4111111111111111&AccessID=0123456789abcdef0123456789abcdef&TranDate=20260115123456&Amount=4222222222222")]
    [InlineData("RcOrderId=4111111111111111&rc_order_id=4111111111111111")]
    [InlineData("OrderID%3D4111111111111111%26Amount%3D1000")]
    [InlineData("""{"OrderID":"4111111111111111","trandate":30569309025904,"n":null,"ShopPass":""}""")]
    [InlineData("<x><OrderID>4111111111111111</OrderID></x>")]
    [InlineData("ClientField1=an+ordinary+text%2C+100%25+%82%A0%B1%B2&RetURL=http%3A%2F%2F127.0.0.1%3A3000%2Freturn%3Fa%3Db%26c%3Dd")]
    [InlineData("Expire=2712&TokenStatus=ok&ShopPass=")]
    public void A_body_without_secrets_is_stored_unchanged(string body) => Assert.Equal(body, Shown(Encoding.ASCII.GetBytes(body)));

    [Fact]
    public void Half_width_kana_in_CP932_are_stored_unchanged()
    {
        byte[] body = [.. "ClientField1="u8, 0xB6, 0xDD, 0xC0, 0xDD, .. "&Status=AUTH"u8];
        Assert.Equal(body, RedactedBody.Redact(body, null, By).Bytes);
    }

    [Theory]
    [InlineData("ErrCode=E01&AccessPass=hush-1&x=known-hidden+1", "ErrCode=E01&AccessPass=******&x=**************")]
    [InlineData("AccessID=0123456789abcdef0123456789abcdef&Token=hush==", "AccessID=0123456789abcdef0123456789abcdef&Token=******")]
    public void An_answer_is_masked_like_a_call(string answer, string masked) =>
        Assert.Equal(masked, Encoding.ASCII.GetString(RedactedBody.RedactAnswer(Encoding.ASCII.GetBytes(answer), By)));

    [Fact]
    public void A_card_number_in_an_unknown_field_is_masked() =>
        Assert.Equal("OrderID=O-1&Number=4111********1111", Shown("OrderID=O-1&Number=4111111111111111"u8.ToArray()));

    [Theory]
    [InlineData("=")]
    [InlineData("&")]
    [InlineData(":")]
    [InlineData("\"")]
    [InlineData("\\\"")]
    [InlineData("%25")]
    [InlineData("%3D")]
    [InlineData("&amp;")]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("[\"ShopPass\",")]
    [InlineData("<a>")]
    [InlineData("<a b='c'/>")]
    [InlineData("--b\r\n")]
    [InlineData("4")]
    [InlineData("4 ")]
    [InlineData("4111-")]
    [InlineData("0123456789abcdef")]
    [InlineData("known-hidden+")]
    [InlineData("ShopPass=")]
    [InlineData("ShopPass:\n")]
    [InlineData("http://a@")]
    [InlineData("Basic ")]
    [InlineData("Shop.Pass[")]
    public async Task A_body_of_64_KiB_of_repetitions_is_masked_without_delay(string piece)
    {
        var body = string.Concat(Enumerable.Repeat(piece, 65_536 / piece.Length));
        foreach (var whole in (string[])[body, "a=" + body, "\n" + body])
            await Task.Run(() => RedactedBody.Redact(Encoding.ASCII.GetBytes(whole), null, By), TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }

    static string Shown(byte[] body) => Encoding.UTF8.GetString(RedactedBody.Redact(body, null, By).Bytes);
}
