namespace Supervisor.Engine.Keeping;

/// <summary>The master is alone: nothing outlives it.</summary>
public sealed class NoKeeper : IKeeper
{
    public bool InheritsChildren => true;

    public bool HasLostMasters => false;

    public void Flush() { }

    public void Hold(int key, int descriptor) { }

    public void Drop(int key) { }

    public void Reap(int processId) { }
}
