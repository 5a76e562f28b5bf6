namespace Supervisor.Posix;

/// <summary>Makes a process small that is going to sleep: heap and code that only the work before needed go back to the system.</summary>
public sealed class IdleMemory : IDisposable
{
    private readonly FinalizerRest _rest = new();

    /// <summary>Takes some milliseconds.</summary>
    public void GiveBack()
    {
        // What the search leaves on the heap is collected, and the code of the collection is forgotten again: most of what an idle process holds.
        var code = MappedCode.Find();
        _rest.Renew();
        code.ForgetPages();
    }

    public void Dispose() => _rest.Dispose();
}
