using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

public sealed class ExitTextTests
{
    [Theory]
    [InlineData(0, null, false, "exit status 0", "exited with status 0")]
    [InlineData(255, null, false, "exit status 255", "exited with status 255")]
    [InlineData(null, 15, false, "terminated by SIGTERM", "was terminated by SIGTERM")]
    [InlineData(null, 11, true, "terminated by SIGSEGV (core dumped)", "was terminated by SIGSEGV (core dumped)")]
    [InlineData(null, 40, false, "terminated by signal 40", "was terminated by signal 40")]
    [InlineData(null, null, false, "unknown termination cause", "ended by an unknown cause")]
    public void An_end_has_supervisors_words_and_a_sentence(int? status, int? signal, bool core, string cause, string sentence)
    {
        var exit = new ChildExit(1, status, signal is { } number ? new SignalNumber(number) : null, core);
        ExitText.Cause(exit).ShouldBe(cause);
        ExitText.Sentence(exit).ShouldBe(sentence);
    }
}
