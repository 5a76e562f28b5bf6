using System.Text.Json;
using Supervisorctl.Processes;

namespace Supervisorctl.Api;

/// <summary>What the JSON API tells of every process.</summary>
internal sealed class ProcessDetails : IDisposable
{
    private readonly JsonDocument _document;
    private readonly Dictionary<string, JsonElement> _byName = new(StringComparer.Ordinal);

    private ProcessDetails(JsonDocument document)
    {
        _document = document;
        foreach (var process in document.RootElement.ItemsOf("processes"))
            _byName[process.TextOf("namespec")] = process;
    }

    /// <summary>Null when the server has no such API.</summary>
    public static ProcessDetails? TryRead(Session session)
    {
        try
        {
            return new ProcessDetails(session.Api.Get("/processes"));
        }
        catch (ApiMissingException)
        {
            return null;
        }
    }

    public JsonElement? Find(ProcessInfo process) => _byName.TryGetValue(process.Namespec, out var found) ? found : null;

    /// <summary>It runs once, and has.</summary>
    public bool IsCompleted(ProcessInfo process) => Find(process)?.IsTrue("isCompleted") == true;

    public void Dispose() => _document.Dispose();
}
