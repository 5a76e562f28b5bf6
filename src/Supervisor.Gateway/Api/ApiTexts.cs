using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Supervisor.Gateway.Api;

/// <summary>Everything that the JSON API reads and writes, with its (de)serializers made at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(ProcessAnswer))]
[JsonSerializable(typeof(ProcessesAnswer))]
[JsonSerializable(typeof(OutcomesAnswer))]
[JsonSerializable(typeof(PlanAnswer))]
[JsonSerializable(typeof(TreesAnswer))]
[JsonSerializable(typeof(DaemonAnswer))]
[JsonSerializable(typeof(DoneAnswer))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(ApplyBody))]
[JsonSerializable(typeof(UpgradeBody))]
[JsonSerializable(typeof(ImmutableArray<string>))]
internal sealed partial class ApiTexts : JsonSerializerContext;
