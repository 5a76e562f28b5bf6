namespace Supervisor.Engine.Keeping;

/// <summary>What the master asks of its keeper while it runs. None of it waits; messages go out when the loop's turn ends.</summary>
public interface IKeeper
{
    /// <summary>It is our parent: what we leave behind falls to it. Otherwise it cannot tell how children ended but by their pidfds.</summary>
    bool InheritsChildren { get; }

    /// <summary>It has seen masters die before this one: what they were asked for still holds. Otherwise this is a new start of the daemon.</summary>
    bool HasLostMasters { get; }

    /// <summary>A duplicate of the descriptor is to outlive the master, in place of one that was held under the key.</summary>
    /// <param name="key">See <see cref="KeeperKeys"/>.</param>
    void Hold(int key, int descriptor);

    /// <summary>What is held under the key is not needed any more; nothing may be held.</summary>
    void Drop(int key);

    /// <summary>Sends what waits: from then on it outlives this process, whatever becomes of that.</summary>
    void Flush();

    /// <summary>The end of a child of the keeper has been noted: its pid can be given back.</summary>
    void Reap(int processId);
}
