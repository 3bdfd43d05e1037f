namespace KantanSim.Tests.Merchants;

/// <summary>The shop's database does not answer: nothing was saved.</summary>
internal sealed class RecordsAwayException() : IOException("the database is away");
