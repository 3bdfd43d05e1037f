using System.Net;

namespace KantanSim.Commands;

/// <summary>A server refuses a change.</summary>
/// <param name="message">The sentence of its problem document.</param>
internal sealed class ControlApiException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;
}
