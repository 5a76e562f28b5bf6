using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>An array of users or of groups, as names or numbers; a single one is an array of one.</summary>
internal sealed class AccountListType(string description, Func<string, ReadContext, Parsed<uint>> find)
    : SettingType<ImmutableArray<uint>>(
        description,
        ValueShapes.Array | ValueShapes.Text | ValueShapes.WholeNumber,
        (text, context) =>
        {
            var found = find(text.Trim(), context);
            return found.Mistake is { } mistake ? Parsed<ImmutableArray<uint>>.Wrong(mistake) : ImmutableArray.Create(found.Value);
        }
    )
{
    public override bool TryRead(TomlValue value, ReadContext context, [MaybeNullWhen(false)] out ImmutableArray<uint> result)
    {
        if (value is not TomlArray array)
            return base.TryRead(value, context, out result);
        var accounts = ImmutableArray.CreateBuilder<uint>(array.Count);
        var good = true;
        foreach (var element in array)
        {
            if (element is TomlArray)
            {
                context.ReportWrongType(element, Description);
                good = false;
            }
            else if (base.TryRead(element, context, out var one))
                accounts.AddRange(one);
            else
                good = false;
        }
        result = accounts.ToImmutable();
        return good;
    }
}
