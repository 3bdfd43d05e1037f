using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace KantanSim.Check.Adapters;

/// <summary>A running command with its output. No shell is in between.</summary>
internal sealed class CommandProcess : IDisposable
{
    readonly string mark = RandomNumberGenerator.GetHexString(16, lowercase: true);
    readonly BoundedBytes output = new();
    readonly BoundedBytes errors = new();
    readonly Process process;
    readonly Task reading;

    /// <param name="closing">Ends the reading of output that programs left running still hold open.</param>
    CommandProcess(ProcessStartInfo start, CancellationToken closing)
    {
        start.Environment[CommandEnvironment.Marker] = mark;
        process = Process.Start(start)!;
        process.StandardInput.Close();
        reading = Task.WhenAll(Read(process.StandardOutput, output, closing), Read(process.StandardError, errors, closing));
    }

    /// <summary>Starts a program. One with a slash in its name is looked up from the folder, any other in PATH.</summary>
    /// <exception cref="AdapterException">It cannot be started.</exception>
    public static CommandProcess Start(IReadOnlyList<string> arguments, string folder, StepVariables variables, CancellationToken closing)
    {
        var program = arguments[0].Contains('/') ? Path.GetFullPath(arguments[0], folder) : arguments[0];
        var start = new ProcessStartInfo(program, arguments.Skip(1))
        { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables.Values) start.Environment[CommandEnvironment.Name(name)] = value;
        try
        {
            return new(start, closing);
        }
        catch (Win32Exception fault)
        {
            throw new AdapterException($"The program {arguments[0]} cannot be started in the folder {folder}: {fault.Message}");
        }
    }

    public int ExitCode => process.ExitCode;

    /// <summary>The output, and the error output, as far as they have been read, in UTF-8.</summary>
    public (string Output, string Errors) Texts => (Text(output), Text(errors));

    /// <summary>Completes when the program has ended.</summary>
    public Task Ended(CancellationToken cancel) => process.WaitForExitAsync(cancel);

    /// <summary>Completes when all output has been read.</summary>
    public Task OutputRead => reading;

    /// <summary>Kills the program and all that it started.</summary>
    public void Kill()
    {
        try { process.Kill(entireProcessTree: true); }
        // It has just ended, or a process of its tree is another user's.
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or AggregateException) { }
        MarkedProcesses.Kill($"{CommandEnvironment.Marker}={mark}");
    }

    public void Dispose() => process.Dispose();

    static string Text(BoundedBytes bytes) => Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF');

    // Always to the end, also when the program is no longer waited for: a program whose output nobody reads is blocked or killed.
    static async Task Read(StreamReader reader, BoundedBytes bytes, CancellationToken closing)
    {
        using (reader)
        {
            try { await bytes.Read(reader.BaseStream, isWholeRead: true, closing); }
            catch (Exception fault) when (fault is OperationCanceledException or IOException) { }
        }
    }
}
