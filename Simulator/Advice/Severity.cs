using System.Text.Json.Serialization;

namespace KantanSim.Advice;

/// <summary>How serious a finding is, most serious first. In JSON <c>error</c>, <c>warning</c>, <c>review</c> and <c>hint</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
internal enum Severity
{
    /// <summary>The shop is wrong.</summary>
    [JsonStringEnumMemberName("error")] Error,
    /// <summary>The shop works, but is at risk.</summary>
    [JsonStringEnumMemberName("warning")] Warning,
    /// <summary>It is wrong only if an assumption about the gateway is right.</summary>
    [JsonStringEnumMemberName("review")] Review,
    /// <summary>It could be better.</summary>
    [JsonStringEnumMemberName("hint")] Hint,
}
