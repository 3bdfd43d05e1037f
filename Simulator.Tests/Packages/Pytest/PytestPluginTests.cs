namespace KantanSim.Tests.Packages.Pytest;

/// <summary>The pytest plugin: its own tests and its examples, and that it needs nothing but Python 3.9 and pytest.</summary>
public sealed class PytestPluginTests
{
    const string Folder = "packages/pytest";

    // Debian's pytest belongs to Debian's Python, whatever python3 is in PATH.
    const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Tests_and_examples_pass()
    {
        var output = await ToolRun.Run(Folder, Python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytester");
        Assert.Matches(@"\n\d+ passed in ", output);
    }

    [Fact]
    public async Task Plugin_imports_only_the_standard_library_and_pytest()
    {
        const string Script = """
            import ast, sys
            tree = ast.parse(open("pytest_kantansim.py").read(), feature_version=(3, 9))
            names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            print(*sorted({name.split(".")[0] for name in names} - set(sys.stdlib_module_names)))
            """;
        Assert.Equal("pytest\n", await ToolRun.Run(Folder, Python, "-c", Script));
    }
}
