using Supervisor.Engine.Keeping;
using Supervisor.Keeper;
using Supervisor.Posix;
using Supervisor.Successor;

// An executable that supervisord goes over to, and that fails in its first moments, after it has noted in ways that are to come: of a later
// version, of this one with kinds that it does not know, or of a gateway that speaks another protocol.
const int Failure = 9;

using var keeper = KeeperLink.Greet(new Descriptor(MasterCommand.ConnectionTarget));
if (!keeper.TryReceiveHeld() || keeper.Held.PathOf(KeeperKeys.StateDirectory) is not { } directory)
    return Failure;
var journal = new AlteredJournal(Path.Join(directory, "journal"));
Func<Descriptor, Descriptor> alterCalls = AlteredCalls.OfUnknownKinds;
switch (args)
{
    case ["version", .. var replaced]:
        foreach (var processId in replaced)
            ReplacedChild.Make(processId);
        journal.BecomeLaterVersion();
        AlteredNotes.AppendEvents(Path.Join(directory, "events"));
        if (keeper.Held.Take(KeeperKeys.LogNotes) is { } logs)
            AlteredNotes.BecomeLaterVersion(logs);
        alterCalls = AlteredCalls.OfLaterVersion;
        break;
    case ["kinds"]:
        journal.BecomeUnknownKinds();
        AlteredNotes.AppendEvents(Path.Join(directory, "events"));
        break;
    case ["protocol"]:
        alterCalls = AlteredCalls.OfOtherProtocol;
        break;
}
if (keeper.Held.Take(KeeperKeys.GatewayNotes) is { } calls)
{
    using var altered = alterCalls(calls);
    keeper.Hold(KeeperKeys.GatewayNotes, altered.Number);
}
keeper.Flush();
return Failure;
