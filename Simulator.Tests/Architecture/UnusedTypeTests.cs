using System.Text.RegularExpressions;
using KantanSim.Startup;
using KantanSim.Tests.Golden;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace KantanSim.Tests.Architecture;

/// <summary>Every type of the program is used by another one. It finds, for example, services that are not registered.</summary>
public sealed class UnusedTypeTests
{
    static readonly AssemblyDefinition Program = AssemblyDefinition.ReadAssembly(typeof(CompositionRoot).Assembly.Location);

    [Fact]
    public void Every_type_is_used_by_another_one()
    {
        var own = Program.MainModule.Types.Where(type => type.Namespace.StartsWith("KantanSim", StringComparison.Ordinal)).ToList();
        var used = own.SelectMany(type => Used(type).Where(name => name != type.FullName)).ToHashSet();
        // Compiled code does not refer to the types of constants: their names are searched in the source.
        var unused = own.Where(type => !used.Contains(type.FullName) && !IsNamedElsewhere(type.Name.Split('`')[0]));
        Assert.Equal([], unused.Select(type => type.FullName));
    }

    /// <summary>The outermost types that a type uses in signatures, fields, base types, attributes and code.</summary>
    static IEnumerable<string> Used(TypeDefinition type)
    {
        IEnumerable<TypeReference?> named =
        [
            type.BaseType, .. type.Interfaces.Select(one => one.InterfaceType), .. type.Fields.Select(field => field.FieldType),
            .. type.CustomAttributes.SelectMany(one => one.ConstructorArguments).Select(argument => argument.Value as TypeReference),
            .. type.Methods.SelectMany(Named),
        ];
        return named.OfType<TypeReference>().SelectMany(Parts).Select(Outermost).Concat(type.NestedTypes.SelectMany(Used));
    }

    static IEnumerable<TypeReference?> Named(MethodDefinition method) =>
    [
        method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(Named) : [],
    ];

    static IEnumerable<TypeReference?> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        MethodReference method => [method.DeclaringType, .. method is GenericInstanceMethod generic ? generic.GenericArguments : []],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type is GenericInstanceType generic
            ? generic.GenericArguments.SelectMany(Parts).Append(type.GetElementType())
            : [type.GetElementType()];

    static string Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type.FullName;

    static bool IsNamedElsewhere(string name) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "Simulator"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(file) != name)
            .Any(file => Regex.IsMatch(File.ReadAllText(file), $@"\b{name}\b"));
}
