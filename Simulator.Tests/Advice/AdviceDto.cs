namespace KantanSim.Tests.Advice;

/// <summary>A finding, as <c>GET /api/advice</c> returns it.</summary>
internal sealed record AdviceDto(
    string Rule, string Severity, string ShopId, string? OrderId, string? AccessId, DateTimeOffset At, string Title, string Sentence,
    string Why, string Remedy, string Help, EvidenceDto[] Evidence);

internal sealed record EvidenceDto(
    int? Step, string From, string To, string What, DateTimeOffset At, string? Note, Dictionary<string, string>? Answer);
