using KantanSim.Protocol;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Explains how the gateway read a call that the shop probably meant otherwise. The notes do not change how it is read.</summary>
internal static class CallNotes
{
    /// <param name="fieldNames">The fields of the API, by which misplaced fields are recognised.</param>
    /// <param name="by">Masks the secrets in values that the notes show.</param>
    public static IReadOnlyList<Note> Of(HttpRequest http, byte[] body, IEnumerable<string> fieldNames, Redactor by)
    {
        if (BodyNotes.Of(http, body, fieldNames) is not { } cause) return FieldNotes.Of(body, by);
        var note = new Note(by.MaskKnownValues(cause.Note.En), by.MaskKnownValues(cause.Note.Ja));
        return cause.IsForm ? [note, .. FieldNotes.Of(body, by)] : [note];
    }
}
