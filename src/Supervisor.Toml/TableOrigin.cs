namespace Supervisor.Toml;

/// <summary>How a table came to be, which decides who may still add to it.</summary>
internal enum TableOrigin
{
    /// <summary>The document itself.</summary>
    Root,

    /// <summary>A level of a longer header: [a.b] implies a. It may still get a header of its own, once.</summary>
    Implied,

    /// <summary>A [header] or [[header]] of its own.</summary>
    Header,

    /// <summary>A level of a dotted key: a.b = 1 creates a. Only dotted keys of the same section and headers of deeper tables add to it.</summary>
    DottedKey,

    /// <summary>{ ... }: complete where it is written.</summary>
    Inline,
}
