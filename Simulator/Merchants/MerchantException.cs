using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>A post to a merchant has got no answer, or only the beginning of one.</summary>
internal sealed class MerchantException(IReadOnlyList<Note> notes, Exception? inner = null) : HttpRequestException(Text(notes), inner)
{
    /// <summary>Why.</summary>
    public IReadOnlyList<Note> Notes => notes;

    /// <summary>The sentences as one text in English.</summary>
    public static string Text(IEnumerable<Note> notes) => string.Join(' ', notes.Select(note => note.En));
}

/// <summary>A post to a merchant was given up.</summary>
internal sealed class MerchantTimeoutException(IReadOnlyList<Note> notes, OperationCanceledException inner)
    : OperationCanceledException(MerchantException.Text(notes), inner, inner.CancellationToken)
{
    /// <summary>What it was waiting for.</summary>
    public IReadOnlyList<Note> Notes => notes;
}
