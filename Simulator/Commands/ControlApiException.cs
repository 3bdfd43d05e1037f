using System.Net;
using KantanSim.Operations;

namespace KantanSim.Commands;

/// <summary>A server refuses a change.</summary>
/// <param name="message">The sentence of its problem document.</param>
/// <param name="errors">What is invalid in the request; empty for another reason.</param>
internal sealed class ControlApiException(HttpStatusCode status, string message, IReadOnlyList<FieldError> errors) : Exception(message)
{
    public IReadOnlyList<FieldError> Errors => errors;

    public HttpStatusCode Status => status;
}
