using System.Runtime.InteropServices;

namespace Supervisor.Toml;

/// <summary>
/// Puts the tables of a document together and knows which of them a header or a dotted key may still add to. A method that returns an
/// error has refused the key; the document is then of no use any more.
/// </summary>
internal sealed class TableBuilder
{
    public TableBuilder()
    {
        Root = new TomlTable(TableOrigin.Root, new SourceSpan(1, 1, 1, 0));
        Section = Root;
    }

    public TomlTable Root { get; }

    /// <summary>The table that the last header opened, to which keys belong.</summary>
    public TomlTable Section { get; private set; }

    /// <summary>How many tables and arrays lie around the content of <see cref="Section"/>.</summary>
    public int SectionDepth { get; private set; }

    /// <summary>[path]</summary>
    public TomlError? OpenTable(List<KeyPart> path, SourceSpan header)
    {
        if (WalkToParent(path, out TomlTable table, out int depth) is { } error)
        {
            return error;
        }
        KeyPart last = path[^1];
        if (!table.TryGet(last.Name, out TomlEntry? entry))
        {
            return EnterSection(AddTable(table, last, TableOrigin.Header, header), depth + 1, last);
        }
        if (entry.Value is not TomlTable { Origin: TableOrigin.Implied } implied)
        {
            return DescribeTwice(last, entry);
        }
        implied.DefineByHeader(header);
        entry.MoveKeyTo(last.Span);
        return EnterSection(implied, depth + 1, last);
    }

    /// <summary>[[path]]</summary>
    public TomlError? OpenArrayElement(List<KeyPart> path, SourceSpan header)
    {
        if (WalkToParent(path, out TomlTable table, out int depth) is { } error)
        {
            return error;
        }
        KeyPart last = path[^1];
        var element = new TomlTable(TableOrigin.Header, header);
        if (!table.TryGet(last.Name, out TomlEntry? entry))
        {
            table.Add(new TomlEntry(last.Name, last.Span, new TomlArray([element], isArrayOfTables: true, header)));
        }
        else if (entry.Value is TomlArray { IsArrayOfTables: true } array)
        {
            array.Append(element);
        }
        else
        {
            return entry.Value is TomlArray
                ? new TomlError(
                    $"the array {Excerpt.Quote(last.Name)} is complete at line {entry.KeySpan.Line}; [[...]] cannot add to it",
                    last.Span
                )
                : DescribeTwice(last, entry);
        }
        return EnterSection(element, depth + 2, last);
    }

    /// <summary>
    /// Goes from the table that a key is written in to the one that gets its last part, and makes the tables in between. The last part
    /// is found to be new.
    /// </summary>
    public static TomlError? WalkDottedKey(List<KeyPart> path, ref TomlTable table, ref int depth)
    {
        foreach (ref readonly KeyPart part in CollectionsMarshal.AsSpan(path)[..^1])
        {
            if (!table.TryGet(part.Name, out TomlEntry? entry))
            {
                table = AddTable(table, part, TableOrigin.DottedKey, part.Span);
            }
            else if (entry.Value is TomlTable { Origin: TableOrigin.DottedKey } known)
            {
                table = known;
            }
            else if (entry.Value is TomlTable { Origin: TableOrigin.Implied } implied)
            {
                implied.DefineByDottedKey();
                table = implied;
            }
            else
            {
                return DescribeClosed(part, entry);
            }
            if (++depth > TomlReader.MaximumDepth)
            {
                return new TomlError(Messages.TooDeep, part.Span);
            }
        }
        return table.TryGet(path[^1].Name, out TomlEntry? twice) ? DescribeTwice(path[^1], twice) : null;
    }

    /// <summary>Goes from the root to the table that gets the last part of a header, and makes the tables in between.</summary>
    private TomlError? WalkToParent(List<KeyPart> path, out TomlTable table, out int depth)
    {
        table = Root;
        depth = 0;
        foreach (ref readonly KeyPart part in CollectionsMarshal.AsSpan(path)[..^1])
        {
            if (!table.TryGet(part.Name, out TomlEntry? entry))
            {
                table = AddTable(table, part, TableOrigin.Implied, part.Span);
            }
            else if (entry.Value is TomlTable { Origin: not TableOrigin.Inline } known)
            {
                table = known;
            }
            else if (entry.Value is TomlArray { IsArrayOfTables: true } array)
            {
                table = (TomlTable)array[^1];
                depth++;
            }
            else
            {
                return DescribeClosed(part, entry);
            }
            if (++depth > TomlReader.MaximumDepth)
            {
                return new TomlError(Messages.TooDeep, part.Span);
            }
        }
        return null;
    }

    private TomlError? EnterSection(TomlTable table, int depth, KeyPart last)
    {
        Section = table;
        SectionDepth = depth;
        return depth > TomlReader.MaximumDepth ? new TomlError(Messages.TooDeep, last.Span) : null;
    }

    private static TomlTable AddTable(TomlTable parent, KeyPart part, TableOrigin origin, SourceSpan span)
    {
        var table = new TomlTable(origin, span);
        parent.Add(new TomlEntry(part.Name, part.Span, table));
        return table;
    }

    /// <summary>The part names something that exists, but nothing can be put in there.</summary>
    private static TomlError DescribeClosed(KeyPart part, TomlEntry entry)
    {
        string name = Excerpt.Quote(part.Name);
        int line = entry.KeySpan.Line;
        string message = entry.Value switch
        {
            TomlTable { Origin: TableOrigin.Inline } => $"the inline table {name} is complete at line {line}; nothing can be added to it",
            TomlTable => $"the table {name} has its header at line {line}; a dotted key cannot add to it",
            TomlArray { IsArrayOfTables: true } => $"{name} is an array of tables since line {line}; a dotted key cannot add to it",
            _ => $"{name} is {Messages.WithArticle(entry.Value)} since line {line}, not a table; no key can be put in it",
        };
        return new TomlError(message, part.Span);
    }

    private static TomlError DescribeTwice(KeyPart part, TomlEntry first)
    {
        string thing = first.Value is TomlTable ? "table" : "key";
        return new TomlError(
            $"the {thing} {Excerpt.Quote(part.Name)} is defined twice; the first definition is at line {first.KeySpan.Line}",
            part.Span
        );
    }
}
