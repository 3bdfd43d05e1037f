using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Web;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Boundaries;

/// <summary>Maximum length and number of fields of the forms of pages, with and without a Content-Length.</summary>
public sealed class FormLimitTests
{
    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public async Task A_form_has_at_most_16384_bytes(int length, bool isAccepted)
    {
        // Several fields, because a single field has a limit of its own.
        var form = $"a={new string('x', 8_000)}&b={new string('y', 8_000)}&c=".PadRight(length, 'z');
        foreach (var hasLength in new[] { true, false })
        {
            if (isAccepted) Assert.Equal(length - 16_008, (await Utf8Form.Read(Request(form, hasLength)))["c"].Length);
            else Assert.True((await Assert.ThrowsAsync<UnreadableFormException>(() => Utf8Form.Read(Request(form, hasLength)))).IsTooLong);
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task A_form_has_at_most_64_fields(int fields, bool isAccepted)
    {
        var form = string.Join('&', Enumerable.Range(1, fields).Select(number => $"f{number}=x"));
        if (isAccepted) Assert.Equal(fields, (await Utf8Form.Read(Request(form))).All.Count());
        else Assert.False((await Assert.ThrowsAsync<UnreadableFormException>(() => Utf8Form.Read(Request(form)))).IsTooLong);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_field_name_has_at_most_256_characters(int length, bool isAccepted)
    {
        var form = $"{new string('n', length)}=x";
        if (isAccepted) Assert.Equal(length, Assert.Single((await Utf8Form.Read(Request(form))).All).Key.Length);
        else await Assert.ThrowsAsync<UnreadableFormException>(() => Utf8Form.Read(Request(form)));
    }

    [Theory]
    [InlineData(512, 65_536, true)]
    [InlineData(513, 65_536, false)]
    [InlineData(512, 65_537, false)]
    public async Task A_form_of_the_dashboard_has_at_most_512_fields_and_65536_bytes(int fields, int length, bool isAccepted)
    {
        var form = string.Join('&', Enumerable.Range(1, fields).Select(number => $"f{number}=x")).PadRight(length, 'x');
        if (isAccepted) Assert.Equal("x", (await FormValues.Read(Request(form)))["f511"]);
        else await Assert.ThrowsAsync<UnreadableFormException>(() => FormValues.Read(Request(form)));
    }

    static HttpRequest Request(string form, bool hasLength = true) => new DefaultHttpContext
    {
        Request =
        {
            Method = "POST",
            ContentType = "application/x-www-form-urlencoded",
            ContentLength = hasLength ? form.Length : null,
            Body = new MemoryStream(Encoding.ASCII.GetBytes(form)),
        },
    }.Request;
}
