using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Logs;

/// <summary>
/// Writes lines as log_format wants them. A piece of a line that was too long says so: "time" puts "[continues]" behind it, "json" a
/// member "partial".
/// </summary>
internal sealed class LineFormatter : ILineReceiver
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss,fff ";
    private const string JsonTimeFormat = "yyyy-MM-ddTHH:mm:ss.fffzzz";
    private const int LongestTime = 32;
    private const byte LineEnd = (byte)'\n';

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        // The lines are read by log tools and people, not by browsers: only what JSON demands is escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly LogFormat _format;
    private readonly byte[] _name;
    private readonly JsonEncodedText _stream;
    private readonly JsonEncodedText _program;
    private readonly TimeProvider _clock;
    private readonly ByteBuffer _output;
    private readonly Utf8JsonWriter? _json;
    private DateTimeOffset _now;

    /// <param name="output">Where formatted lines are appended.</param>
    public LineFormatter(LogChannelSettings settings, TimeProvider clock, ByteBuffer output)
    {
        Debug.Assert(settings.Output.Format != LogFormat.Raw);
        _format = settings.Output.Format;
        _name = Encoding.UTF8.GetBytes(settings.ProcessName + " ");
        _program = JsonEncodedText.Encode(settings.ProcessName, JsonOptions.Encoder);
        _stream = JsonEncodedText.Encode(settings.Stream == LogStream.Stdout ? "stdout" : "stderr");
        _clock = clock;
        _output = output;
        _json = _format == LogFormat.Json ? new Utf8JsonWriter(output, JsonOptions) : null;
    }

    /// <summary>Reads the clock for the lines that follow: those of one read have one time.</summary>
    public void Begin() => _now = _clock.GetLocalNow();

    public void Receive(ReadOnlySpan<byte> line, bool isCut)
    {
        if (_json is not null)
            WriteJson(_json, line, isCut);
        else
            WriteTime(line, isCut);
        _output.Append(LineEnd);
    }

    private void WriteTime(ReadOnlySpan<byte> line, bool isCut)
    {
        if (_now.TryFormat(_output.GetSpan(LongestTime), out var length, TimeFormat))
            _output.Advance(length);
        _output.Append(_name);
        _output.Append(line);
        if (isCut)
            _output.Append(" [continues]"u8);
    }

    private void WriteJson(Utf8JsonWriter json, ReadOnlySpan<byte> line, bool isCut)
    {
        Span<byte> time = stackalloc byte[LongestTime];
        _now.TryFormat(time, out var length, JsonTimeFormat);
        json.Reset();
        json.WriteStartObject();
        json.WriteString("time"u8, time[..length]);
        json.WriteString("program"u8, _program);
        json.WriteString("stream"u8, _stream);
        json.WriteString("line"u8, line);
        if (isCut)
            json.WriteBoolean("partial"u8, true);
        json.WriteEndObject();
        json.Flush();
    }
}
