using System.Net;

namespace KantanSim.Client;

/// <summary>KantanSim refuses a call, or does not answer it. The message is one sentence, with every invalid value.</summary>
public sealed class KantanSimException : Exception
{
    internal KantanSimException(string message, HttpStatusCode? status = null, IReadOnlyList<InvalidValue>? invalid = null,
        Transaction? transaction = null, Exception? inner = null)
        : base(message, inner)
    {
        (Status, InvalidValues, Transaction) = (status, invalid ?? [], transaction);
    }

    /// <summary>
    /// The HTTP status: 400 invalid values, 401 the operator's token is missing, 404 unknown, 408 a wait timed out, 409 not possible now,
    /// 503 too much at once. Null: no answer.
    /// </summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether KantanSim was not reached.</summary>
    internal bool IsNotReached { get; init; }

    /// <summary>Each invalid value, for <see cref="HttpStatusCode.BadRequest"/>; otherwise empty.</summary>
    public IReadOnlyList<InvalidValue> InvalidValues { get; }

    /// <summary>The payment as it is now, where the refusal is about one; otherwise null.</summary>
    public Transaction? Transaction { get; }
}

/// <summary>An invalid value of a call.</summary>
/// <param name="Field">The name of the field or query parameter.</param>
/// <param name="Value">Null: it is missing.</param>
/// <param name="Allowed">What is allowed, in words.</param>
public sealed record InvalidValue(string Field, string? Value, string Allowed);
