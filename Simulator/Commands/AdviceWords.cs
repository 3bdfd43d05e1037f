namespace KantanSim.Commands;

/// <summary>The words around the findings in the output of the command <c>advice</c>, in one language. Ids stay English.</summary>
internal abstract class AdviceWords
{
    /// <summary>The languages of the option <c>--lang</c>; the first is the default.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "ja"];

    /// <param name="language">One of <see cref="Languages"/>.</param>
    public static AdviceWords In(string language) => language == "ja" ? new JapaneseAdviceWords() : new EnglishAdviceWords();

    public abstract string Fix { get; }

    public abstract string See { get; }

    public abstract string Evidence { get; }

    public abstract string And { get; }

    /// <summary>Said when there are findings: sentences show times without an offset.</summary>
    public abstract string Times { get; }

    public abstract string NoFindings { get; }

    public abstract string NoPayments { get; }

    /// <summary>Calls that name no shop.</summary>
    public abstract string NoShop { get; }

    public abstract string Order(string orderId, string shop);

    public abstract string Calls(string shop);

    public abstract string SwitchedOff(string shop, string rule, string reason);

    /// <param name="bySeverity">The ids of severities with their counts.</param>
    public abstract string Counts(int findings, IEnumerable<(string Severity, int Count)> bySeverity);
}
