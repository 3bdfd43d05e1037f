using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using KantanSim.Check.Cases;
using KantanSim.Check.Judging;
using KantanSim.Operations;
using KantanSim.Wire;

namespace KantanSim.Check.Running;

/// <summary>Posts messages to a shop that the gateway has not sent, as somebody could who knows the URL.</summary>
/// <param name="notifyUrl">The shop's notification URL; empty: none.</param>
internal sealed class MessageForger(GatewayApi api, string notifyUrl) : IDisposable
{
    const int HugeBytes = 1_048_576;

    static readonly MediaTypeHeaderValue FormType = new("application/x-www-form-urlencoded");

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });

    /// <param name="last">The consumer's last return; null: none.</param>
    /// <returns>Null when the shop has no URL for it.</returns>
    public async Task<SentMessage?> Post(
        DriveStep.Forge forge, TransactionView payment, ReturnView? last, CancellationToken cancel)
    {
        var whole = await api.Transaction(payment.AccessId, cancel);
        var url = forge.Target == MessageTarget.Notification ? notifyUrl : last?.Url ?? ReturnUrl(whole);
        if (string.IsNullOrEmpty(url)) return null;
        var real = forge.Target == MessageTarget.Notification ? await Notification(whole, cancel) : last?.Fields ?? Returned(whole);
        var fields = Fields(real, forge, whole);
        var start = Stopwatch.GetTimestamp();
        var (status, answer) = await Send(forge, url, fields, cancel);
        var now = await api.Now(whole.ShopId, cancel);
        return new(forge, forge.Target, url, Summary(forge), status, answer, Stopwatch.GetElapsedTime(start), now);
    }

    static string Summary(DriveStep.Forge forge)
    {
        var what = forge.Target == MessageTarget.Notification ? "a forged notification" : "a forged return";
        var how = forge.Body == MessageBody.Form ? "" : $" ({EnumWords.Of(forge.Body)})";
        var fields = string.Join(", ", forge.Fields.Select(field => $"{field.Key}={field.Value}"));
        return $"{what}{how}{(forge.Method == "GET" ? " by GET" : "")}{(fields.Length > 0 ? $" with {fields}" : "")}";
    }

    async Task<(int? Status, string Answer)> Send(
        DriveStep.Forge forge, string url, IReadOnlyList<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(new HttpMethod(forge.Method), url);
        var body = Body(forge.Body, fields);
        if (forge.Method == "GET") request.RequestUri = new($"{url}{(url.Contains('?') ? '&' : '?')}{Encoding.ASCII.GetString(body)}");
        else request.Content = new ByteArrayContent(body) { Headers = { ContentType = FormType } };
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return ((int)answer.StatusCode, $"HTTP {(int)answer.StatusCode}");
        }
        catch (HttpRequestException fault)
        {
            return (null, fault.Message);
        }
    }

    static byte[] Body(MessageBody kind, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var form = FormBody.Write(fields);
        return kind switch
        {
            // 0x81 begins a character of two bytes; 0xFF never does.
            MessageBody.BrokenCp932 => [.. form, .. "&ItemName="u8, 0x81, 0xFF, .. "%81%FF%82"u8],
            MessageBody.Huge => [.. form, .. "&ClientField1="u8, .. Enumerable.Repeat((byte)'x', HugeBytes)],
            _ => form,
        };
    }

    // The newest notification; AUTH, CAPTURE or the contract's when there is one.
    async Task<IReadOnlyDictionary<string, string>> Notification(TransactionView payment, CancellationToken cancel)
    {
        var sent = await api.Notifications(payment.AccessId, cancel);
        var known = sent.LastOrDefault(one => one.Status is "AUTH" or "CAPTURE" or "REGISTER");
        if (known is null && sent is [.., var newest]) known = newest;
        return known?.Body ?? Returned(payment);
    }

    static Dictionary<string, string> Returned(TransactionView payment) => new()
    {
        ["ShopID"] = payment.ShopId,
        ["AccessID"] = payment.AccessId,
        ["OrderID"] = payment.OrderId,
        ["Status"] = payment.Status,
        ["JobCd"] = payment.JobCd,
        ["Amount"] = CaseSession.Text(payment.Amount),
        ["Tax"] = CaseSession.Text(payment.Tax),
        ["PayType"] = "24",
        ["ErrCode"] = "",
        ["ErrInfo"] = "",
    };

    static string? ReturnUrl(TransactionView payment) => payment.Timeline?
        .Select(step => step.Request?.GetValueOrDefault("RetURL"))
        .LastOrDefault(url => url is { Length: > 0 });

    static List<KeyValuePair<string, string>> Fields(
        IReadOnlyDictionary<string, string> real, DriveStep.Forge forge, TransactionView payment)
    {
        var fields = real.ToDictionary();
        foreach (var (name, template) in forge.Fields)
        {
            if (template.Length == 0) fields.Remove(name);
            else fields[name] = Fill(template, payment);
        }
        foreach (var name in forge.Empty) fields[name] = "";
        return [.. fields, .. fields.Where(field => forge.Repeat.Contains(field.Key))];
    }

    static string Fill(string template, TransactionView payment) => template
        .Replace("{{total}}", CaseSession.Text(payment.Total), StringComparison.Ordinal)
        .Replace("{{orderId}}", payment.OrderId, StringComparison.Ordinal)
        .Replace("{{accessId}}", payment.AccessId, StringComparison.Ordinal)
        .Replace("{{shopId}}", payment.ShopId, StringComparison.Ordinal);

    public void Dispose() => http.Dispose();
}
