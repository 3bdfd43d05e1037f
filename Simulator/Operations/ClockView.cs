namespace KantanSim.Operations;

/// <summary>The simulated clock. Mode is <c>real</c> or <c>manual</c>; nextDue is when the next job is due.</summary>
internal sealed record ClockView(string Mode, DateTimeOffset Now, DateTimeOffset? NextDue);
