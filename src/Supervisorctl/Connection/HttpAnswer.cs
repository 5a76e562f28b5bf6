namespace Supervisorctl.Connection;

/// <summary>A complete answer.</summary>
/// <param name="Reason">The text behind the status.</param>
/// <param name="ContentType">Empty without one.</param>
internal sealed record HttpAnswer(int Status, string Reason, string ContentType, byte[] Body)
{
    private const int Success = 200;

    public bool IsSuccess => Status == Success;
}
