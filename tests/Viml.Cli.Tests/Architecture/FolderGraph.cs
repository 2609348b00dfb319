using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Viml.Cli.Tests.Architecture;

/// <summary>One folder of a project that uses another, with an example: the types on both sides.</summary>
internal sealed record FolderUse(string From, string To, string Example);

/// <summary>
/// The folders of one assembly and which of them use which, read from its compiled code: bases, members, attributes and instructions.
/// A folder is a namespace; types without one, such as the top-level program, count for the project itself.
/// </summary>
internal static class FolderGraph
{
    /// <summary>Every use of one folder by another within <paramref name="assembly"/>, once per pair.</summary>
    public static IReadOnlyList<FolderUse> Read(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. module.GetTypes()
            .SelectMany(type => Used(type).SelectMany(Parts).Select(Outermost).Where(used => used.Module == module && used.Scope == module)
                .Select(used => new FolderUse(Outermost(type).Namespace, used.Namespace, $"{Outermost(type).Name} uses {used.Name}")))
            .Where(use => use.From.Length > 0 && use.To.Length > 0 && use.From != use.To)
            .DistinctBy(use => (use.From, use.To))
            .OrderBy(use => use.From, StringComparer.Ordinal).ThenBy(use => use.To, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The groups of folders that use each other, directly or by way of others. Folders are compared with those beside them, each with all
    /// that is below it; that a folder and what stands above it know each other is no cycle.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cycles(IReadOnlyList<FolderUse> uses) =>
        [.. uses.Select(Beside).OfType<(string From, string To)>().Distinct().GroupBy(pair => Above(pair.From)).SelectMany(Groups)];

    /// <summary>The two folders beside each other that hold the ends of a use; null if one of its ends is above the other.</summary>
    public static (string From, string To)? Beside(FolderUse use)
    {
        var (from, to) = (use.From.Split('.'), use.To.Split('.'));
        var shared = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
        if (shared == from.Length || shared == to.Length) return null;
        return (string.Join('.', from[..(shared + 1)]), string.Join('.', to[..(shared + 1)]));
    }

    private static string Above(string folder) => folder[..Math.Max(0, folder.LastIndexOf('.'))];

    private static IEnumerable<IReadOnlyList<string>> Groups(IEnumerable<(string From, string To)> pairs)
    {
        var next = pairs.ToLookup(pair => pair.From, pair => pair.To);
        var reached = pairs.SelectMany(pair => new[] { pair.From, pair.To }).Distinct()
            .ToDictionary(folder => folder, folder => Reach(folder, next));
        bool Mutual(string one, string other) => reached[one].Contains(other) && reached[other].Contains(one);
        return reached.Keys.Where(folder => Mutual(folder, folder))
            .Select(folder => reached.Keys.Where(other => Mutual(folder, other)).Order(StringComparer.Ordinal).ToArray())
            .DistinctBy(group => group[0]);
    }

    private static HashSet<string> Reach(string start, ILookup<string, string> next)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(next[start]);
        while (open.TryPop(out var folder))
            if (reached.Add(folder))
                foreach (var further in next[folder]) open.Push(further);
        return reached;
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type) =>
        [
            .. Attributes(type),
            .. type.BaseType is { } ancestor ? [ancestor] : Array.Empty<TypeReference>(),
            .. type.Interfaces.Select(implemented => implemented.InterfaceType),
            .. type.GenericParameters.SelectMany(Constraints),
            .. type.Fields.SelectMany(field => Attributes(field).Append(field.FieldType)),
            .. type.Properties.SelectMany(Attributes),
            .. type.Methods.SelectMany(Used),
        ];

    private static IEnumerable<TypeReference> Used(MethodDefinition method) =>
        [
            .. Attributes(method),
            .. Signature(method),
            .. method.GenericParameters.SelectMany(Constraints),
            .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
            .. method.HasBody ? method.Body.ExceptionHandlers.Select(handler => handler.CatchType) : [],
            .. method.HasBody ? method.Body.Instructions.SelectMany(Used) : [],
        ];

    private static IEnumerable<TypeReference> Used(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. (method as GenericInstanceMethod)?.GenericArguments ?? [],
        ];

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as TypeReference)
            .OfType<TypeReference>().Append(attribute.AttributeType));

    /// <summary>A type and its generic arguments, without arrays, references and pointers around them.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification around => Parts(around.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
