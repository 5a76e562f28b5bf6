using System.Globalization;

namespace Supervisor.Simulation.Tests;

/// <summary>How much is simulated: a number from the environment, or the usual one.</summary>
internal static class SimulationSize
{
    public static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;
}
