using Supervisor.Configuration.Archive;

namespace Supervisor.Configuration.Tests.Archive;

public class AnswerBookTests
{
    [Fact]
    public void The_first_answer_holds_while_the_world_changes()
    {
        var book = new AnswerBook<int>(AnswerBook<int>.Empty);
        book.Ask("a", _ => 1).ShouldBe(1);
        book.Ask("a", _ => 2).ShouldBe(1);
        book.Ask("A", _ => 3).ShouldBe(3);
        new AnswerBook<int>(book.ToImmutable()).Ask("a", _ => 4).ShouldBe(1);
    }

    [Fact]
    public void A_failure_is_an_answer()
    {
        var book = new AnswerBook<int>(AnswerBook<int>.Empty);
        Should.Throw<FileNotFoundException>(() => book.Ask("a", _ => throw new FileNotFoundException("no a")));
        Should.Throw<FileNotFoundException>(() => book.Ask("a", _ => 1)).Message.ShouldBe("no a");
    }

    [Fact]
    public void A_fault_is_none()
    {
        var book = new AnswerBook<int>(AnswerBook<int>.Empty);
        Should.Throw<InvalidOperationException>(() => book.Ask("a", _ => throw new InvalidOperationException("a mistake of ours")));
        book.ToImmutable().ShouldBeEmpty();
        book.Ask("a", _ => 1).ShouldBe(1);
    }
}
