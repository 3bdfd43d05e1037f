using System.Text;
using KantanSim.Admin.Pages;
using KantanSim.Web;
using Microsoft.AspNetCore.Http;

namespace KantanSim.Tests.Boundaries;

/// <summary>How long a page's form may be and how many fields it may have, whether or not its length is said before.</summary>
public sealed class FormLimitTests
{
    [Theory]
    [InlineData(16_384, true)]
    [InlineData(16_385, false)]
    public async Task A_form_is_read_up_to_16384_bytes(int length, bool taken)
    {
        // In several fields: each by itself is short.
        var form = $"a={new string('x', 8_000)}&b={new string('y', 8_000)}&c=".PadRight(length, 'z');
        foreach (var says in new[] { true, false })
        {
            if (taken) Assert.Equal(length - 16_008, (await Utf8Form.Read(Request(form, says)))["c"].Length);
            else Assert.True((await Assert.ThrowsAsync<UnreadableFormException>(() => Utf8Form.Read(Request(form, says)))).IsTooLong);
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task A_form_has_up_to_64_fields(int fields, bool taken)
    {
        var form = string.Join('&', Enumerable.Range(1, fields).Select(number => $"f{number}=x"));
        if (taken) Assert.Equal(fields, (await Utf8Form.Read(Request(form))).All.Count());
        else Assert.False((await Assert.ThrowsAsync<UnreadableFormException>(() => Utf8Form.Read(Request(form)))).IsTooLong);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_field_s_name_has_up_to_256_characters(int length, bool taken)
    {
        var form = $"{new string('n', length)}=x";
        if (taken) Assert.Equal(length, Assert.Single((await Utf8Form.Read(Request(form))).All).Key.Length);
        else await Assert.ThrowsAsync<UnreadableFormException>(() => Utf8Form.Read(Request(form)));
    }

    [Theory]
    [InlineData(512, 65_536, true)]
    [InlineData(513, 65_536, false)]
    [InlineData(512, 65_537, false)]
    public async Task A_form_of_the_desk_has_up_to_512_fields_and_65536_bytes(int fields, int length, bool taken)
    {
        var form = string.Join('&', Enumerable.Range(1, fields).Select(number => $"f{number}=x")).PadRight(length, 'x');
        if (taken) Assert.Equal("x", (await FormValues.Read(Request(form)))["f511"]);
        else await Assert.ThrowsAsync<UnreadableFormException>(() => FormValues.Read(Request(form)));
    }

    static HttpRequest Request(string form, bool says = true) => new DefaultHttpContext
    {
        Request = { Method = "POST", ContentLength = says ? form.Length : null, Body = new MemoryStream(Encoding.ASCII.GetBytes(form)) },
    }.Request;
}
