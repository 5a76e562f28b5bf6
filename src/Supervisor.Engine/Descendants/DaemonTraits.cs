using System.Collections.Immutable;

namespace Supervisor.Engine.Descendants;

/// <summary>The daemon's own processes, as the search for those of its programs sees them.</summary>
/// <param name="Self">Whose children the programs are.</param>
/// <param name="Roots">Orphans of programs fall to one of these: subreapers (prctl(2), PR_SET_CHILD_SUBREAPER).</param>
/// <param name="Foreign">Its other children, which belong to no program.</param>
/// <param name="Mark">What programs of this daemon, and no other's, have in <see cref="InstanceMark.VariableName"/>.</param>
internal sealed record DaemonTraits(int Self, ImmutableHashSet<int> Roots, ImmutableHashSet<int> Foreign, string Mark);
