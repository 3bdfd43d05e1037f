using KantanSim.Transactions;

namespace KantanSim.Merchants;

/// <summary>A POST to a merchant got no answer or an incomplete one.</summary>
internal sealed class MerchantException(IReadOnlyList<Note> notes, Exception? inner = null) : HttpRequestException(Text(notes), inner)
{
    /// <summary>The reasons.</summary>
    public IReadOnlyList<Note> Notes => notes;

    /// <summary>Whether KantanSim has sent nothing, because its setting NotifyAllow does not have the host.</summary>
    public bool IsHostRefused { get; init; }

    /// <summary>The notes as one English text.</summary>
    public static string Text(IEnumerable<Note> notes) => string.Join(' ', notes.Select(note => note.En));
}

/// <summary>A POST to a merchant timed out.</summary>
internal sealed class MerchantTimeoutException(IReadOnlyList<Note> notes, OperationCanceledException inner)
    : OperationCanceledException(MerchantException.Text(notes), inner, inner.CancellationToken)
{
    /// <summary>What the request was waiting for.</summary>
    public IReadOnlyList<Note> Notes => notes;
}
