using KantanSim.Operations;

namespace KantanSim.Mcp;

/// <summary>A tool: it reads the arguments, calls the operation that the control API calls, and describes the result.</summary>
internal interface IControlTool
{
    ToolDefinition Definition { get; }

    /// <exception cref="ProblemException">An argument is invalid, or the operation is not possible.</exception>
    Task<ToolAnswer> Run(JsonBodyReader arguments, CancellationToken cancel);
}
