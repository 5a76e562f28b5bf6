using System.Collections;
using System.Net;
using System.Text;

namespace Supervisor.Configuration.Tests.Surroundings;

/// <summary>Every property of a record and of what it holds, as text: two that differ anywhere are described differently.</summary>
internal static class Description
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string or IFormattable or bool or IPAddress:
                text.Append('\'').Append(value).Append('\'');
                break;
            case IEnumerable elements:
                AppendElements(text, elements);
                break;
            default:
                AppendProperties(text, value);
                break;
        }
    }

    private static void AppendElements(StringBuilder text, IEnumerable elements)
    {
        text.Append('[');
        foreach (var element in elements)
        {
            Append(text, element);
            text.Append(',');
        }
        text.Append(']');
    }

    private static void AppendProperties(StringBuilder text, object value)
    {
        text.Append(value.GetType().Name).Append('{');
        foreach (var property in value.GetType().GetProperties().Where(property => property.GetMethod is { IsStatic: false }))
        {
            text.Append(property.Name).Append('=');
            Append(text, property.GetValue(value));
            text.Append(';');
        }
        text.Append('}');
    }
}
