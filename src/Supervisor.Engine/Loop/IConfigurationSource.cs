namespace Supervisor.Engine.Loop;

/// <summary>Reads the configuration anew, away from the loop; the result comes as a message.</summary>
public interface IConfigurationSource
{
    void BeginLoad();
}
