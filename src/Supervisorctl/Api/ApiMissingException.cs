namespace Supervisorctl.Api;

/// <summary>The server speaks XML-RPC alone, as the original does.</summary>
internal sealed class ApiMissingException() : Exception("the server has no /api/v1");
