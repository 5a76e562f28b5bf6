using Supervisor.Engine.Choices;

namespace Supervisor.Simulation.Tests.World;

/// <summary>A disk for choices that takes its time, and sometimes refuses.</summary>
internal sealed class SimulatedChoices(Random random, Action<ChoicesSaved> results) : IChoiceStore
{
    private const int RefusesOneIn = 6;

    /// <summary>A save has been asked for and not been answered.</summary>
    public bool IsSaving { get; private set; }

    private byte[]? _kept;
    private byte[]? _saving;

    public byte[]? Read(string path) => _kept;

    public string PutAside(string path) => throw new NotSupportedException();

    public void Save(string path, byte[] content)
    {
        if (IsSaving)
            throw new InvariantBrokenException("two saves at a time");
        if (ChoiceText.TryRead(content, out var mistake) is null)
            throw new InvariantBrokenException($"what is saved cannot be read: {mistake}");
        (IsSaving, _saving) = (true, content);
    }

    /// <summary>The disk answers.</summary>
    public void Answer()
    {
        if (!IsSaving)
            return;
        IsSaving = false;
        var isRefused = random.Next(RefusesOneIn) == 0;
        if (!isRefused)
            _kept = _saving;
        results(new ChoicesSaved(isRefused ? "the disk is full" : null));
    }

    /// <summary>What was being saved is on the disk, or not.</summary>
    public void MasterDied()
    {
        if (IsSaving && random.Next(2) == 0)
            _kept = _saving;
        IsSaving = false;
    }
}
