using System.Text;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Spawning;
using Supervisor.Posix;

namespace Supervisor.Engine.Upgrade;

/// <summary>One trial of an executable, from its spawn to its end.</summary>
internal sealed class UpgradeTrial : IReadinessTarget, IDisposable
{
    /// <summary>More than that nobody reads.</summary>
    private const int MostText = 16 * 1024;

    private readonly ILoopDescriptors _descriptors;
    private readonly Descriptor _answers;
    private readonly Descriptor _answering;
    private readonly StringBuilder _text = new();
    private bool _isWatched;

    /// <exception cref="PosixException">No descriptor is left.</exception>
    public UpgradeTrial(string binary, TrialCommand command, ILoopDescriptors descriptors)
    {
        _descriptors = descriptors;
        (_answers, _answering) = Pipe.Create(nonBlockingRead: true);
        Binary = binary;
        Request = new SpawnRequest
        {
            Owner = this,
            Name = "upgrade",
            Specification = command.SpecificationFor(binary),
            SearchPath = [],
            CommandMistake = null,
            CommandText = binary,
            Descriptors = new SlotDescriptors(null, null, null),
            Passed = [_answering.Number],
        };
        descriptors.Watch(_answers.Number, ReadinessEvents.Readable, this);
        _isWatched = true;
    }

    public string Binary { get; }

    public SpawnRequest Request { get; }

    /// <summary>Null until the spawn is answered.</summary>
    public int? ProcessId { get; set; }

    /// <summary>It ended before its spawn was answered.</summary>
    public ChildExit? EarlyExit { get; set; }

    /// <summary>What it has said.</summary>
    public string Text
    {
        get
        {
            Read();
            return _text.ToString().Trim();
        }
    }

    public int KnownProcessId => ProcessId ?? Request.Published.Value;

    /// <summary>The child has what was passed on.</summary>
    public void Spawned() => _answering.Dispose();

    public void Ready(ReadinessEvents events)
    {
        if (Read())
            return;
        _descriptors.Forget(_answers.Number);
        _isWatched = false;
    }

    public void Dispose()
    {
        if (_isWatched)
            _descriptors.Forget(_answers.Number);
        _isWatched = false;
        _answers.Dispose();
        _answering.Dispose();
    }

    /// <summary>False at the end.</summary>
    private bool Read()
    {
        Span<byte> part = stackalloc byte[1024];
        while (true)
        {
            var result = FileDescriptor.Read(_answers.Number, part);
            if (result.Count == 0)
                return result.WouldBlock;
            if (_text.Length < MostText)
                _text.Append(Encoding.UTF8.GetString(part[..result.Count]));
        }
    }
}
