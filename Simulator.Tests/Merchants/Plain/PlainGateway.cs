using System.Globalization;
using System.Text;

namespace KantanSim.Tests.Merchants.Plain;

/// <summary>The gateway's protocol, as far as this shop needs it.</summary>
internal sealed class PlainGateway(string url, string shopId, Func<string> shopPass, TimeProvider clock, CancellationToken killed)
{
    static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };
    static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    /// <summary>Calls an API. An answer that does not come in 20 s, or not with HTTP 200, counts as none.</summary>
    /// <param name="must">A success has this field.</param>
    public async Task<PlainAnswer> Call(string api, string must, params (string Name, string Value)[] fields)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20), clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, killed);
        try
        {
            return await Send(api, must, fields, end.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            killed.ThrowIfCancellationRequested();
            return new([], IsUsable: false);
        }
    }

    async Task<PlainAnswer> Send(string api, string must, (string, string)[] fields, CancellationToken cancel)
    {
        (string Name, string Value)[] all = [("ShopID", shopId), ("ShopPass", shopPass()), .. fields];
        var body = string.Join('&', all.Select(field => $"{field.Name}={Escape(field.Value)}"));
        using var form = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var response = await Http.PostAsync(new Uri($"{url}/payment/{api}.idPass"), form, cancel);
        var text = ShiftJis.GetString(await response.Content.ReadAsByteArrayAsync(cancel));
        var pairs = text.Trim().Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2);
        var answer = new PlainAnswer(pairs.DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]), true);
        var isUsable = response.IsSuccessStatusCode && (answer["ErrInfo"].Length > 0 || answer[must].Length > 0);
        return answer with { IsUsable = isUsable };
    }

    static string Escape(string value) => string.Concat(ShiftJis.GetBytes(value).Select(one =>
        char.IsAsciiLetterOrDigit((char)one) ? $"{(char)one}" : string.Create(CultureInfo.InvariantCulture, $"%{one:X2}")));
}

/// <summary>What the gateway answered.</summary>
/// <param name="IsUsable">False: nobody knows whether the call was executed.</param>
internal sealed record PlainAnswer(Dictionary<string, string> Fields, bool IsUsable)
{
    public string this[string name] => Fields.GetValueOrDefault(name, "");

    public bool IsOk => IsUsable && this["ErrInfo"].Length == 0;

    public bool IsNotFound => IsUsable && this["ErrInfo"] == "M01004002";

    /// <summary>Whether the payment has to be looked up: there was no answer, or the call was perhaps made before.</summary>
    public bool IsUnclear => !IsUsable || this["ErrInfo"] is "M01004010" or "M01004014" or "M01054004";

    /// <summary>Whether the call may succeed later.</summary>
    public bool CanRetry =>
        IsUnclear || this["ErrInfo"].StartsWith('E') || this["ErrInfo"] is "RC2000002" or "RC2000102" or "RC2000104" or "RC2009999";

    public int Total => Yen("Amount") + Yen("Tax");

    int Yen(string name) => int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var yen) ? yen : 0;
}
