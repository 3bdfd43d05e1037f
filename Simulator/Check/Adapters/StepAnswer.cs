using System.Net;

namespace KantanSim.Check.Adapters;

/// <summary>What a request, a command or a browser script came to.</summary>
/// <param name="Outcome">Such as <c>HTTP 200</c> or <c>exit code 1</c>.</param>
/// <param name="Sent">See <see cref="StepResult.Sent"/>.</param>
/// <param name="Text">The text of the answer: values are kept from it.</param>
internal sealed record StepAnswer(string Outcome, bool IsRefused, string Sent, string Text)
{
    /// <summary>The HTTP answer; null for a command.</summary>
    public ShopAnswer? Http { get; init; }

    /// <summary>The cookies of the visit.</summary>
    public CookieCollection Cookies { get; init; } = [];

    /// <summary>What a report shows of the answer when it is not the text: a command's error output.</summary>
    public string? Shown { get; init; }

    /// <summary>Whether the shop does not know what the URL names.</summary>
    public bool IsNotFound => Http?.Status == HttpStatusCode.NotFound;

    /// <summary>The outcome and the beginning of the answer.</summary>
    public string Line => AnswerLine.Of($"{Outcome} {Shown ?? Text}");

    /// <summary>The adapter's failure at this answer.</summary>
    /// <param name="what">A sentence without a full stop.</param>
    public AdapterException Fault(string what, bool isValueMissing = false) =>
        new($"{what}. The answer was: {Line} – to: {Sent}") { IsValueMissing = isValueMissing };
}
