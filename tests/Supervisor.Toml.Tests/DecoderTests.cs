using System.Diagnostics;
using System.Text;

namespace Supervisor.Toml.Tests;

public sealed class DecoderTests
{
    [Fact]
    public async Task A_valid_document_gives_tagged_json_and_exit_status_0()
    {
        (int status, string output, string error) = await DecodeAsync(
            Encoding.UTF8.GetBytes("a = [1, 'é', 1.0, 2024-02-29]\n[type]\nvalue = true")
        );
        error.ShouldBe("");
        status.ShouldBe(0);
        using var actual = System.Text.Json.JsonDocument.Parse(output);
        using var expected = System.Text.Json.JsonDocument.Parse(
            """
            {
              "a": [
                {"type": "integer", "value": "1"}, {"type": "string", "value": "é"},
                {"type": "float", "value": "1.0"}, {"type": "date-local", "value": "2024-02-29"}
              ],
              "type": {"value": {"type": "bool", "value": "true"}}
            }
            """
        );
        TaggedJsonComparison.FindDifference(expected.RootElement, actual.RootElement).ShouldBeNull();
    }

    [Fact]
    public async Task An_invalid_document_gives_the_error_and_exit_status_1()
    {
        (int status, string output, string error) = await DecodeAsync([(byte)'\n', (byte)'a', 0xFF]);
        output.ShouldBe("");
        error.ShouldBe("2:2: expected '=' after the key 'a', found byte 0xFF, which is not valid UTF-8\n");
        status.ShouldBe(1);
    }

    private static async Task<(int Status, string Output, string Error)> DecodeAsync(byte[] document)
    {
        string decoder = Path.Combine(AppContext.BaseDirectory, "Supervisor.Toml.Decoder.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [decoder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start).ShouldNotBeNull();
        await process.StandardInput.BaseStream.WriteAsync(document);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, error);
    }
}
