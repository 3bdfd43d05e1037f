using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Mono.Cecil;

namespace KantanSim.Tests.Architecture;

/// <summary>
/// Directory.Packages.props upgrades some packages beyond the versions that other packages were compiled against. They must still have
/// the API that is used.
/// </summary>
public sealed class PackageReferencesTests
{
    static readonly string[] Frameworks =
        [.. new[] { typeof(object), typeof(WebApplication) }.Select(type => Path.GetDirectoryName(type.Assembly.Location)!)];

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
        var libraries = dependencies["targets"]!.AsObject().Single().Value!.AsObject();
        return
        [
            .. libraries.SelectMany(library => library.Value!["runtime"]?.AsObject().Select(file => file.Key) ?? [])
                .Select(file => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(file))),
        ];
    }

    // The types and members that an assembly references in one of the others, and that do not exist there.
    static IEnumerable<string> Missing(AssemblyDefinition assembly, HashSet<string> names)
    {
        var types = assembly.MainModule.GetTypeReferences()
            .Where(type => IsIn(type, names) && type.Resolve() is null)
            .Select(type => type.FullName);
        var members = assembly.MainModule.GetMemberReferences()
            .Where(member => IsIn(member.DeclaringType.GetElementType(), names) && !IsFound(member))
            .Select(member => member.FullName);
        return types.Concat(members).Select(missing => $"{assembly.Name.Name} needs {missing}");
    }

    static bool IsIn(TypeReference type, HashSet<string> names) =>
        type.Scope is AssemblyNameReference assembly && names.Contains(assembly.Name);

    static bool IsFound(MemberReference member) => member switch
    {
        MethodReference method => method.Resolve() is not null,
        FieldReference field => field.Resolve() is not null,
        _ => true,
    };
}
