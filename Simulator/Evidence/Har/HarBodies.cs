using System.Text;
using KantanSim.Notifications;
using KantanSim.Protocol;
using KantanSim.Traffic;
using KantanSim.Transactions;
using KantanSim.Wire;

namespace KantanSim.Evidence.Har;

/// <summary>The bodies of requests and responses that were observed.</summary>
internal static class HarBodies
{
    const string Rebuilt = "Encoded by KantanSim from the fields: the bytes are no longer kept.";

    /// <param name="kept">The bodies; null when they are no longer kept.</param>
    /// <returns>Null for a request without a body.</returns>
    public static HarBody? Request(Observation observation, Exchange? kept)
    {
        if (observation.Verb is "GET" or "HEAD") return null;
        var type = observation.Head.ContentType;
        if (kept is null || !kept.IsReceived) return Form(observation.Request, type);
        if (kept.Body.About is { } about) return new(type, Encoding.UTF8.GetString(kept.Body.Bytes), kept.RequestBytes) { Comment = about };
        return OfBytes(type, kept.Body.Bytes, kept.RequestBytes) with { Fields = Fields(observation.Request) };
    }

    /// <summary>A form that is encoded again from its fields. Its size is not known, because the values of secrets are not.</summary>
    public static HarBody Form(IEnumerable<KeyValuePair<string, string>> fields, string type = RequestHead.Form) => new(
        type, Encoding.ASCII.GetString(BodyFormatter.Form(fields)), null)
    {
        Fields = [.. fields.Select(field => (field.Key, field.Value))],
        Comment = Rebuilt,
    };

    /// <summary>A form that KantanSim has posted: its bytes are those that it always writes.</summary>
    /// <param name="fields">With their secrets.</param>
    public static HarBody Sent(IReadOnlyList<KeyValuePair<string, string>> fields) =>
        Form(Redaction.MaskFields(fields)) with
        {
            Text = Encoding.ASCII.GetString(FormBody.Write(Redaction.MaskFields(fields))),
            Size = FormBody.Write(fields).Length,
            Comment = null,
        };

    public static HarBody Answer(Observation observation, Exchange? kept)
    {
        if (observation.Fault is AnswerFault.Hung or AnswerFault.Dropped or AnswerFault.HttpStatus) return HarBody.None;
        if (observation.Kind != ObservedKind.Call) return Reply(observation.Reply);
        if (kept?.RawAnswer is { } bytes)
        {
            var fields = observation.Fault == AnswerFault.Garbled ? [] : Fields(observation.Answer);
            return OfBytes(ResponseBody.ContentType, bytes, kept.AnswerBytes) with { Fields = fields };
        }
        var text = Cp932.Decode(ResponseBody.Write(observation.Answer));
        return new(ResponseBody.ContentType, text, null) { Fields = Fields(observation.Answer), Comment = Rebuilt };
    }

    /// <summary>The beginning of what a merchant has answered; null for nothing that is known.</summary>
    public static HarBody Reply(string? reply)
    {
        if (reply is null) return HarBody.Unknown;
        var isWhole = reply.Length < NotificationSender.MaxReplyCharacters && Ascii.IsValid(reply);
        return new("", reply, isWhole ? reply.Length : null);
    }

    static HarBody OfBytes(string type, byte[] bytes, int? size) => new(type, Cp932.Decode(bytes), size)
    {
        Bytes = Ascii.IsValid(bytes) ? null : bytes,
    };

    static List<(string, string)> Fields(IReadOnlyDictionary<string, string> fields) =>
        [.. fields.Select(field => (field.Key, field.Value))];
}
