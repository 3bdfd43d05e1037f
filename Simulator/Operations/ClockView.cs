namespace KantanSim.Operations;

/// <summary>Mode is <c>real</c> or <c>manual</c>.</summary>
internal sealed record ClockView(string Mode, DateTimeOffset Now, DateTimeOffset? NextDue);
