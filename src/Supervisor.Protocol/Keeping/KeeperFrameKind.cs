namespace Supervisor.Protocol.Keeping;

/// <summary>What keeper and master tell each other. The numbers are part of the protocol: an older keeper serves a newer master.</summary>
public enum KeeperFrameKind
{
    /// <summary>Either way: the descriptor that comes with it is held under the key, in place of one held before.</summary>
    Hold = 1,

    /// <summary>Keeper: all that is held has been sent. First: masters that died before this one; Second: 1 if one died while it went over to another executable.</summary>
    AllHeld = 2,

    /// <summary>Master: the descriptor of the key is not needed any more.</summary>
    Drop = 3,

    /// <summary>Master: I am here. First: its pid.</summary>
    Hello = 4,

    /// <summary>Master: all that was to be adopted is; ends of children may be told from now on.</summary>
    Begin = 5,

    /// <summary>Master: nothing refuses the start any more, and programs follow. From now on its death is not the end.</summary>
    Started = 6,

    /// <summary>Master: it is about to end because it was asked to; its exit status is that of all.</summary>
    Leaving = 7,

    /// <summary>Master: what is the process with this pid to you? First: the pid.</summary>
    Ask = 8,

    /// <summary>Keeper: the answer. First: the pid; Second: a <see cref="KeeperChildCondition"/>; Third: its wait status when it has ended.</summary>
    Condition = 9,

    /// <summary>Keeper: a child has ended and waits to be reaped. First: the pid; Third: its wait status. The next comes after <see cref="Reap"/>.</summary>
    Ended = 10,

    /// <summary>Master: its end has been noted, reap it. First: the pid.</summary>
    Reap = 11,

    /// <summary>Keeper: a signal came. First: its number; Second: the sender's pid; Third: the sender's uid, or −1 for the kernel.</summary>
    Signal = 12,

    /// <summary>Master: no recovery is wanted. The keeper executes itself as a master that is alone.</summary>
    Alone = 13,

    /// <summary>Master: another one lives already, without a keeper; the descriptor is a connection to it, and this one ends.</summary>
    Attach = 14,

    /// <summary>Master: nothing that is held is needed any more.</summary>
    DropAll = 15,

    /// <summary>
    /// Master: it executes another program in its place, and the descriptor is the present one. Should the other die before it has
    /// <see cref="Started"/>, or not come so far in time, the present one is to be started again.
    /// </summary>
    Executing = 16,

    /// <summary>Master: it executes the program that the descriptor leads to, and so is the keeper to do once that has <see cref="Started"/>.</summary>
    ExecutingInstead = 17,

    /// <summary>Master: the launching command has its answer. Until then the next master is to give it.</summary>
    Answered = 18,

    /// <summary>Master: a signal has been dealt with. First: its number. One that has not is for the next master.</summary>
    Taken = 19,
}
