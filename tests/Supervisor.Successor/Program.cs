using Supervisor.Engine.Keeping;
using Supervisor.Keeper;
using Supervisor.Posix;
using Supervisor.Successor;

// An executable that supervisord goes over to, and that fails in its first moments, after it has noted in ways that are to come: of a later
// version, or of this one with kinds that it does not know.
const int Failure = 9;

using var keeper = KeeperLink.Greet(new Descriptor(MasterCommand.ConnectionTarget));
if (!keeper.TryReceiveHeld() || keeper.Held.PathOf(KeeperKeys.StateDirectory) is not { } directory)
    return Failure;
var isOfLaterVersion = args is ["version"];
var journal = new AlteredJournal(Path.Join(directory, "journal"));
if (isOfLaterVersion)
    journal.BecomeLaterVersion();
else
    journal.BecomeUnknownKinds();
AlteredNotes.AppendEvents(Path.Join(directory, "events"));
if (isOfLaterVersion && keeper.Held.Take(KeeperKeys.LogNotes) is { } logs)
    AlteredNotes.BecomeLaterVersion(logs);
if (keeper.Held.Take(KeeperKeys.GatewayNotes) is { } calls)
{
    using var altered = isOfLaterVersion ? AlteredCalls.OfLaterVersion(calls) : AlteredCalls.OfUnknownKinds(calls);
    keeper.Hold(KeeperKeys.GatewayNotes, altered.Number);
}
keeper.Flush();
return Failure;
