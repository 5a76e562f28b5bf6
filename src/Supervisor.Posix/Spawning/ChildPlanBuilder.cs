using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Supervisor.Posix.Spawning;

/// <summary>Lays a <see cref="ChildPlan"/> into one block of native memory, which is kept and grown: a spawn allocates nothing.</summary>
internal sealed unsafe class ChildPlanBuilder : IDisposable
{
    private const int PointerSize = 8;

    /// <summary>In place of a descriptor.</summary>
    public const int None = -1;

    private const int BehindStandardStreams = 3;

    /// <summary>The digits of the largest pid (32 bits) and the final NUL.</summary>
    private const int ProcessIdRoom = 11;

    /// <summary>A sign and the digits of any number.</summary>
    private const int ScoreRoom = 11;
    private byte* _block;
    private int _capacity;
    private int _used;

    /// <summary>The plan is valid until the next call.</summary>
    /// <param name="controlGroupMembers">The open file of members of the group to join; −1 for none.</param>
    public ChildPlan* Build(
        ChildSpecification specification,
        string path,
        ReadOnlySpan<DescriptorMapping> descriptors,
        PublishedCell* published,
        int controlGroupMembers = None
    )
    {
        Reserve(SizeOf(specification, path, descriptors.Length));
        var plan = (ChildPlan*)Take(sizeof(ChildPlan));
        *plan = default;
        plan->Published = published;
        plan->ControlGroupMembers = controlGroupMembers;
        plan->ControlGroupSelf = (byte)'0';
        plan->Arguments = Strings(specification.Arguments);
        AddEnvironment(plan, specification.Environment, specification.ProcessIdVariable);
        plan->Path = Text(path);
        plan->Directory = specification.Directory is { } directory ? Text(directory) : null;
        plan->Placement = specification.Placement;
        plan->IsConfined = specification.IsConfined;
        plan->SetsUmask = specification.Umask is not null;
        plan->Umask = specification.Umask ?? 0;
        plan->SetsNice = specification.Nice is not null;
        plan->Nice = specification.Nice ?? 0;
        plan->BlockedSignals = specification.BlockedSignals.ToNative();
        plan->IgnoredSignals = specification.IgnoredSignals.Bits;
        AddOutOfMemoryScore(plan, specification.OutOfMemoryScore);
        AddDescriptors(plan, descriptors);
        plan->FirstClosed = specification.ClosesDescriptors ? FirstBehind(descriptors) : 0;
        AddLimits(plan, specification.ResourceLimits);
        AddUser(plan, specification.User);
        return plan;
    }

    public void Dispose()
    {
        NativeMemory.Free(_block);
        _block = null;
        _capacity = 0;
    }

    private void AddOutOfMemoryScore(ChildPlan* plan, int? score)
    {
        if (score is not { } value)
            return;
        plan->OutOfMemoryFile = Text(OutOfMemoryStanding.OwnFile);
        plan->OutOfMemoryScore = Take(ScoreRoom);
        _ = value.TryFormat(
            new Span<byte>(plan->OutOfMemoryScore, ScoreRoom),
            out plan->OutOfMemoryScoreLength,
            provider: CultureInfo.InvariantCulture
        );
    }

    private void AddDescriptors(ChildPlan* plan, ReadOnlySpan<DescriptorMapping> descriptors)
    {
        plan->DescriptorCount = descriptors.Length;
        plan->Descriptors = (ChildPlan.DescriptorEntry*)Take(descriptors.Length * sizeof(ChildPlan.DescriptorEntry));
        for (var index = 0; index < descriptors.Length; index++)
        {
            plan->Descriptors[index].Source = descriptors[index].Source;
            plan->Descriptors[index].Target = descriptors[index].Target;
        }
    }

    private static int FirstBehind(ReadOnlySpan<DescriptorMapping> descriptors)
    {
        var first = BehindStandardStreams;
        foreach (var descriptor in descriptors)
            first = Math.Max(first, descriptor.Target + 1);
        return first;
    }

    private void AddLimits(ChildPlan* plan, ImmutableArray<ResourceLimit> limits)
    {
        plan->LimitCount = limits.Length;
        plan->Limits = (ChildPlan.LimitEntry*)Take(limits.Length * sizeof(ChildPlan.LimitEntry));
        for (var index = 0; index < limits.Length; index++)
        {
            plan->Limits[index].Resource = (int)limits[index].Kind;
            plan->Limits[index].Limit.soft = limits[index].Soft;
            plan->Limits[index].Limit.hard = limits[index].Hard;
        }
    }

    private void AddUser(ChildPlan* plan, UserAccount? user)
    {
        if (user is null || user.UserId == ThisProcess.UserId)
            return;
        plan->SwitchesUser = true;
        plan->UserId = user.UserId;
        plan->GroupId = user.GroupId;
        plan->GroupCount = user.Groups.Length;
        plan->Groups = (uint*)Take(user.Groups.Length * sizeof(uint));
        user.Groups.AsSpan().CopyTo(new Span<uint>(plan->Groups, user.Groups.Length));
    }

    private byte** Strings(ImmutableArray<string> strings)
    {
        var pointers = (byte**)Take((strings.Length + 1) * PointerSize);
        for (var index = 0; index < strings.Length; index++)
            pointers[index] = Text(strings[index]);
        pointers[strings.Length] = null;
        return pointers;
    }

    private void AddEnvironment(ChildPlan* plan, ImmutableArray<byte[]> variables, string? processIdVariable)
    {
        var pointers = (byte**)Take(EnvironmentLength(variables, processIdVariable) * PointerSize);
        var last = variables.Length;
        for (var index = 0; index < variables.Length; index++)
        {
            var source = variables[index];
            pointers[index] = Take(source.Length + 1);
            source.CopyTo(new Span<byte>(pointers[index], source.Length));
            pointers[index][source.Length] = 0;
        }
        if (processIdVariable is not null)
        {
            var name = Encoding.UTF8.GetByteCount(processIdVariable);
            var variable = Take(name + 1 + ProcessIdRoom);
            _ = Encoding.UTF8.GetBytes(processIdVariable, new Span<byte>(variable, name));
            variable[name] = (byte)'=';
            plan->ProcessIdDigits = variable + name + 1;
            // Until the child has written its pid the value is empty.
            *plan->ProcessIdDigits = 0;
            pointers[last++] = variable;
        }
        pointers[last] = null;
        plan->Environment = pointers;
    }

    /// <summary>With the final null pointer.</summary>
    private static int EnvironmentLength(ImmutableArray<byte[]> variables, string? processIdVariable) =>
        variables.Length + (processIdVariable is null ? 1 : 2);

    private byte* Text(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        var bytes = Take(size + 1);
        _ = Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, size));
        bytes[size] = 0;
        return bytes;
    }

    private static int SizeOf(ChildSpecification specification, string path, int descriptorCount)
    {
        var size = Aligned(sizeof(ChildPlan)) + Aligned(Encoding.UTF8.GetByteCount(path) + 1);
        size += Aligned((specification.Arguments.Length + 1) * PointerSize);
        foreach (var argument in specification.Arguments)
            size += Aligned(Encoding.UTF8.GetByteCount(argument) + 1);
        size += Aligned(EnvironmentLength(specification.Environment, specification.ProcessIdVariable) * PointerSize);
        foreach (var variable in specification.Environment)
            size += Aligned(variable.Length + 1);
        if (specification.ProcessIdVariable is { } processId)
            size += Aligned(Encoding.UTF8.GetByteCount(processId) + 1 + ProcessIdRoom);
        if (specification.Directory is { } directory)
            size += Aligned(Encoding.UTF8.GetByteCount(directory) + 1);
        if (specification.OutOfMemoryScore is not null)
            size += Aligned(OutOfMemoryStanding.OwnFile.Length + 1) + Aligned(ScoreRoom);
        size += Aligned(descriptorCount * sizeof(ChildPlan.DescriptorEntry));
        size += Aligned(specification.ResourceLimits.Length * sizeof(ChildPlan.LimitEntry));
        size += Aligned((specification.User?.Groups.Length ?? 0) * sizeof(uint));
        return size;
    }

    private void Reserve(int size)
    {
        _used = 0;
        if (size <= _capacity)
            return;
        _block = (byte*)NativeMemory.Realloc(_block, (nuint)size);
        _capacity = size;
    }

    private byte* Take(int size)
    {
        var at = _block + _used;
        _used += Aligned(size);
        return at;
    }

    private static int Aligned(int size) => (size + PointerSize - 1) & -PointerSize;
}
