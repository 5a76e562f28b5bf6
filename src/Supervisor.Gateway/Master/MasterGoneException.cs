namespace Supervisor.Gateway.Master;

/// <summary>The master is gone, and with it whatever it knew of a request: nobody can tell how far that has come.</summary>
public sealed class MasterGoneException : IOException
{
    /// <summary>What its caller is told.</summary>
    private const string Sentence =
        "supervisord has ended before this was answered, or cannot speak with this gateway any more; "
        + "what was asked for may have been done: look, and ask again";

    public MasterGoneException()
        : base(Sentence) { }

    public MasterGoneException(string message)
        : base(message) { }

    public MasterGoneException(string message, Exception innerException)
        : base(message, innerException) { }
}
