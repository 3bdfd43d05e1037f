using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Mono.Cecil;

namespace KantanSim.Tests.Architecture;

/// <summary>Packages that Directory.Packages.props raises above what other packages ask for still have the API that these were compiled against.</summary>
public sealed class PackageReferencesTests
{
    static readonly string[] Frameworks = [.. new[] { typeof(object), typeof(WebApplication) }.Select(type => Path.GetDirectoryName(type.Assembly.Location)!)];

    [Fact]
    public void Every_assembly_of_the_program_finds_the_types_and_members_that_it_references()
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (var folder in Frameworks.Append(AppContext.BaseDirectory)) resolver.AddSearchDirectory(folder);
        var own = Assemblies();
        var assemblies = own.Select(path => AssemblyDefinition.ReadAssembly(path, new() { AssemblyResolver = resolver })).ToList();
        var names = assemblies.Select(assembly => assembly.Name.Name).ToHashSet();
        Assert.Contains("WireMock.Net.Minimal", names);
        Assert.Empty(assemblies.SelectMany(assembly => Missing(assembly, names)));
    }

    static List<string> Assemblies()
    {
        var dependencies = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "KantanSim.deps.json")))!;
        return [.. dependencies["targets"]!.AsObject().Single().Value!.AsObject()
            .SelectMany(library => library.Value!["runtime"]?.AsObject().Select(file => file.Key) ?? [])
            .Select(file => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file)))];
    }

    // What an assembly references in one of the others and does not find there.
    static IEnumerable<string> Missing(AssemblyDefinition assembly, HashSet<string> names)
    {
        var types = assembly.MainModule.GetTypeReferences().Where(type => IsIn(type, names) && type.Resolve() is null).Select(type => type.FullName);
        var members = assembly.MainModule.GetMemberReferences()
            .Where(member => IsIn(member.DeclaringType.GetElementType(), names) && !IsFound(member)).Select(member => member.FullName);
        return types.Concat(members).Select(missing => $"{assembly.Name.Name} needs {missing}");
    }

    static bool IsIn(TypeReference type, HashSet<string> names) => type.Scope is AssemblyNameReference assembly && names.Contains(assembly.Name);

    static bool IsFound(MemberReference member) => member switch
    {
        MethodReference method => method.Resolve() is not null,
        FieldReference field => field.Resolve() is not null,
        _ => true,
    };
}
