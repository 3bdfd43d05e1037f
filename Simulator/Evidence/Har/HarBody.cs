using System.Text.Json.Nodes;

namespace KantanSim.Evidence.Har;

/// <summary>A body with its secrets masked.</summary>
/// <param name="MimeType">Empty when it is not known.</param>
/// <param name="Text">Decoded; null when it is not known.</param>
/// <param name="Size">In bytes, as it was sent; null when it is not known.</param>
internal sealed record HarBody(string MimeType, string? Text, int? Size)
{
    public static readonly HarBody None = new("", "", 0);

    public static readonly HarBody Unknown = new("", null, null);

    /// <summary>The decoded fields; empty for a body that is no form.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The bytes with their secrets masked, when they are not ASCII: a text does not show them.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Where the text comes from, when it is not what was sent; null otherwise.</summary>
    public string? Comment { get; init; }

    public JsonObject PostData()
    {
        // Not as params: the standard has either these or the text, and other programs would encode them as UTF-8.
        var data = new JsonObject { ["mimeType"] = MimeType, ["text"] = Text ?? "" };
        return WithMore(data);
    }

    public JsonObject Content()
    {
        var content = new JsonObject { ["size"] = Size ?? -1, ["mimeType"] = MimeType.Length == 0 ? "x-unknown" : MimeType };
        if (Text is not null) content["text"] = Text;
        return WithMore(content);
    }

    JsonObject WithMore(JsonObject json)
    {
        if (Fields.Count > 0) json["_fields"] = HarEntry.Pairs(Fields);
        if (Bytes is { } bytes) json["_base64"] = Convert.ToBase64String(bytes);
        if (Comment is not null) json["comment"] = Comment;
        return json;
    }
}
