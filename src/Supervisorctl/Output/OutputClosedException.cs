using Supervisor.Posix;

namespace Supervisorctl.Output;

/// <summary>What is written has nowhere to go: there is nothing left to do, and nobody to tell.</summary>
internal sealed class OutputClosedException(int errno) : Exception(Errno.Describe(errno));
