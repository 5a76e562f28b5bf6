using Supervisor.Configuration.Loading;

namespace Supervisor.Engine.Loop;

/// <summary>
/// Loads of the configuration, one at a time. Who asks while one is under way gets the next one, which sees all that was written before the
/// question; several who ask meanwhile share it, and one who asks twice gets only the later one.
/// </summary>
internal sealed class ConfigurationLoads(IConfigurationSource source)
{
    private List<Action<LoadResult>> _current = [];
    private List<Action<LoadResult>> _next = [];
    private bool _isLoading;

    public void Request(Action<LoadResult> consumer)
    {
        if (_isLoading)
        {
            if (!_next.Contains(consumer))
                _next.Add(consumer);
            return;
        }
        _current.Add(consumer);
        Begin();
    }

    public void Loaded(LoadResult result)
    {
        _isLoading = false;
        var done = _current.Where(consumer => !_next.Contains(consumer)).ToArray();
        (_current, _next) = (_next, []);
        if (_current.Count > 0)
            Begin();
        foreach (var consumer in done)
            consumer(result);
    }

    private void Begin()
    {
        _isLoading = true;
        source.BeginLoad();
    }
}
