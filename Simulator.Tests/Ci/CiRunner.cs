using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KantanSim.Tests.Packages;

namespace KantanSim.Tests.Ci;

/// <summary>
/// A machine of a CI service: an empty working folder, and bash for the steps. Nothing comes from a registry or from this machine's package
/// cache, and nothing stays in it.
/// </summary>
internal sealed class CiRunner : IDisposable
{
    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("kantansim-ci-");

    public CiRunner()
    {
        Working = root.CreateSubdirectory("work");
        Temporary = root.CreateSubdirectory("temporary");
        Environment = new()
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!,
            ["RUNNER_TEMP"] = Temporary.FullName,
            ["TMPDIR"] = Temporary.FullName,
            ["NUGET_PACKAGES"] = Path.Combine(root.FullName, "packages"),
            ["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
    }

    public DirectoryInfo Working { get; }

    public DirectoryInfo Temporary { get; }

    /// <summary>The variables of every step.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>Writes the tests of a shop.</summary>
    /// <param name="script">Lines of bash.</param>
    public void WriteTests(string script) =>
        WriteProgram(Path.Combine(Working.FullName, "test.sh"), $"#!/usr/bin/env bash\nset -euo pipefail\n{script}\n");

    /// <summary>Puts the program of this build into PATH as <c>kantansim</c>, without an installation.</summary>
    public void AddBuiltProgram()
    {
        var folder = root.CreateSubdirectory("bin").FullName;
        var program = Path.Combine(AppContext.BaseDirectory, "KantanSim.dll");
        WriteProgram(Path.Combine(folder, "kantansim"), $"#!/bin/sh\nexec dotnet '{program}' \"$@\"\n");
        Environment["PATH"] = $"{folder}:{Environment["PATH"]}";
    }

    /// <summary>Runs a step; the first command that fails ends it.</summary>
    public Task<DotnetRun> Run(string script, IEnumerable<KeyValuePair<string, string>>? variables = null)
    {
        var environment = new Dictionary<string, string>(Environment);
        foreach (var (name, value) in variables ?? []) environment[name] = value;
        return DotnetRun.Of("bash", Working, [.. environment.Select(pair => (pair.Key, pair.Value))], "-eo", "pipefail", "-c", script);
    }

    /// <summary>A file that a step has written into the working folder.</summary>
    public string Written(string name) => File.ReadAllText(Path.Combine(Working.FullName, name));

    static void WriteProgram(string file, string text)
    {
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    // The end of a job ends what it has started.
    public void Dispose()
    {
        if (Environment.TryGetValue("KANTANSIM_PID", out var id))
        {
            using var process = Process.GetProcessById(int.Parse(id, CultureInfo.InvariantCulture));
            process.Kill();
            process.WaitForExit();
        }
        root.Delete(recursive: true);
    }
}
