using KantanSim.Protocol;
using KantanSim.Scenarios.Files;
using KantanSim.Transactions;

namespace KantanSim.Gateway;

/// <summary>Reads the <see cref="FormFaults"/> of a call.</summary>
internal static class FormFaultReader
{
    const int MaxNameLength = 60;

    // The official client adds both to every call.
    static readonly string[] FieldsOfClient = ["User", "Version"];

    /// <param name="operation">Null for an API that KantanSim does not have: only its values are examined.</param>
    /// <param name="hasNotes">Whether <see cref="CallNotes"/> has found something; most calls have nothing.</param>
    /// <returns>Null for a form without faults.</returns>
    public static FormFaults? OfBody(
        HttpRequest http, byte[] body, Request request, Operation? operation, bool hasNotes, Redactor by)
    {
        var cause = hasNotes ? BodyNotes.Of(http, body, NamesOf(operation)) : null;
        if (!hasNotes && HasKnownNamesOnly(request, operation)) return null;
        var isForm = cause is not { IsForm: false };
        var utf8 = hasNotes && isForm ? FieldNotes.OfUtf8(body, by) : ([], 0);
        // With other separators than & the names are not those of fields.
        var unknown = cause is null ? UnknownNames(request, operation) : [];
        return WhenAny(new()
        {
            NoForm = isForm || body.Length == 0 ? null : Masked(cause!.Value.Note, by),
            InQuery = InQuery(http, request, operation),
            Utf8 = utf8.Notes,
            Utf8Count = utf8.Count,
            Unknown = UnknownFieldsOf([.. unknown.Take(FormFaults.MaxKept)], request, operation, by),
            UnknownCount = unknown.Count,
        });
    }

    /// <summary>The faults of a request that is no POST, whose body is not read.</summary>
    public static FormFaults? OfQuery(HttpRequest http, Operation? operation) =>
        WhenAny(new() { InQuery = InQuery(http, new([]), operation) });

    static FormFaults? WhenAny(FormFaults faults) =>
        faults.NoForm is null && faults.InQuery.Count + faults.Utf8.Count + faults.Unknown.Count == 0 ? null : faults;

    static Note Masked(Note note, Redactor by) => new(by.MaskKnownValues(note.En), by.MaskKnownValues(note.Ja));

    static IEnumerable<string> NamesOf(Operation? operation) => operation?.Fields.Select(field => field.Name) ?? [];

    static string[] InQuery(HttpRequest http, Request request, Operation? operation) =>
        http.QueryString.HasValue
            ? [.. BodyNotes.InQuery(http, NamesOf(operation)).Where(name => SecretNames.IsSecret(name) || request[name].Length == 0)]
            : [];

    static bool HasKnownNamesOnly(Request request, Operation? operation) =>
        operation is null || request.Names.All(name => IsKnown(name, operation));

    static bool IsKnown(string name, Operation operation)
    {
        foreach (var field in operation.Fields)
            if (field.Name == name) return true;
        return FieldsOfClient.Contains(name);
    }

    // The official client sends empty optional fields, also of other methods.
    static List<string> UnknownNames(Request request, Operation? operation) => operation is null
        ? []
        : [.. request.Names.Where(name => name.Length > 0 && !IsKnown(name, operation) && request[name].Length > 0)];

    static UnknownField[] UnknownFieldsOf(List<string> names, Request request, Operation? operation, Redactor by)
    {
        if (names.Count == 0) return [];
        string[] known = [.. NamesOf(operation), .. FieldsOfClient];
        string[] missing = [.. known.Where(name => request[name].Length == 0)];
        return [.. names.Select(name => DescribeUnknown(name, known, missing, request, by))];
    }

    static UnknownField DescribeUnknown(string name, string[] known, string[] missing, Request request, Redactor by)
    {
        if (Array.Find(known, field => request.Field(field).Name == name) is { } read) return new(Shown(name, by), read, IsRead: true);
        return new(Shown(name, by), SpellingSuggestion.Closest(name, missing) ?? "");
    }

    static string Shown(string name, Redactor by)
    {
        var masked = by.MaskName(name);
        return masked.Length <= MaxNameLength ? masked : masked[..MaxNameLength] + "…";
    }
}
