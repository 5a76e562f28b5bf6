namespace Supervisor.Toml.Tests;

public sealed class ValueTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("+1_2_3", 123)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("-9_223_372_036_854_775_807", -long.MaxValue)]
    [InlineData("0x7fff_ffff_ffff_ffff", long.MaxValue)]
    [InlineData("0x00DEADbeef", 0xDEADBEEF)]
    [InlineData("0o777777777777777777777", long.MaxValue)]
    [InlineData("0b0111111111111111111111111111111111111111111111111111111111111111", long.MaxValue)]
    public void An_integer_has_all_64_bits(string text, long value) => Read.Value<TomlInteger>(text).Value.ShouldBe(value);

    [Theory]
    [InlineData("-9223372036854775809")]
    [InlineData("0x8000000000000000")]
    [InlineData("0o1000000000000000000000")]
    [InlineData("0b1000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("99999999999999999999999999999999999999")]
    public void An_integer_that_does_not_fit_is_refused(string text) =>
        Read.Invalid("x = " + text).Message.ShouldContain("an integer lies between");

    [Theory]
    [InlineData("1.0", 1)]
    [InlineData("-0.01", -0.01)]
    [InlineData("1_0.2_5e+0_1", 102.5)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("0e0", 0)]
    [InlineData("1E06", 1e6)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("+inf", double.PositiveInfinity)]
    [InlineData("-nan", double.NaN)]
    public void A_float_is_the_nearest_double(string text, double value) => Read.Value<TomlFloat>(text).Value.ShouldBe(value);

    [Theory]
    [InlineData("1979-05-27t07:32:00z", TomlDateTimeKind.OffsetDateTime, "1979-05-27T07:32:00Z")]
    [InlineData("1979-05-27 07:32:00.5-07:30", TomlDateTimeKind.OffsetDateTime, "1979-05-27T07:32:00.500-07:30")]
    [InlineData("1979-05-27T07:32:00.1234567899+00:00", TomlDateTimeKind.OffsetDateTime, "1979-05-27T07:32:00.123456789Z")]
    [InlineData("2016-12-31T23:59:60Z", TomlDateTimeKind.OffsetDateTime, "2016-12-31T23:59:60Z")]
    [InlineData("2000-02-29T00:00:00.000100", TomlDateTimeKind.LocalDateTime, "2000-02-29T00:00:00.000100")]
    [InlineData("0000-02-29", TomlDateTimeKind.LocalDate, "0000-02-29")]
    [InlineData("23:59:59.000", TomlDateTimeKind.LocalTime, "23:59:59")]
    public void A_date_or_time_has_one_spelling(string text, TomlDateTimeKind kind, string normalized)
    {
        TomlDateTime value = Read.Value<TomlDateTime>(text);
        value.Kind.ShouldBe(kind);
        value.Text.ShouldBe(normalized);
    }

    [Fact]
    public void A_date_time_gives_its_parts()
    {
        TomlDateTime value = Read.Value<TomlDateTime>("1979-05-27T07:32:01.25-07:30");
        (value.Year, value.Month, value.Day).ShouldBe((1979, 5, 27));
        (value.Hour, value.Minute, value.Second, value.Nanosecond).ShouldBe((7, 32, 1, 250_000_000));
        value.OffsetMinutes.ShouldBe(-450);
    }

    [Theory]
    [InlineData("1900-02-29")]
    [InlineData("2023-04-31")]
    [InlineData("2023-00-01")]
    [InlineData("2023-01-01T")]
    [InlineData("2023-01-01 1")]
    [InlineData("2023-01-01T00:00:00-7:00")]
    [InlineData("2023-01-01T00:00:00+00:60")]
    [InlineData("2023-01-01T00:00:00ZZ")]
    [InlineData("12:30:00.")]
    [InlineData("+12:30:00")]
    public void A_date_or_time_that_does_not_exist_is_refused(string text) => Read.Invalid("x = " + text).Span.Line.ShouldBe(1);

    [Theory]
    [InlineData("\"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"", "\b\t\n\f\r\"\\é😀")]
    [InlineData("'\\b\"\t'", "\\b\"\t")]
    [InlineData("\"\"\"\na\r\nb\nc\"\"\"", "a\nb\nc")]
    [InlineData("'''\r\na\r\nb'''", "a\nb")]
    [InlineData("\"\"\"\n\na\"\"\"", "\na")]
    [InlineData("\"\"\"a\\\r\n \t\n  b\\ \n\"\"\"", "ab")]
    [InlineData("\"\"\"a\\\n\"\"\"", "a")]
    [InlineData("\"\"\"\"\"\"", "")]
    [InlineData("\"\"\"\"a\"\"b\"\"\"\"\"", "\"a\"\"b\"\"")]
    [InlineData("''''a''''", "'a'")]
    [InlineData("'''''''", "'")]
    [InlineData("'''''two'''''", "''two''")]
    [InlineData("\"\"\"\\\"\"\"\"", "\"")]
    public void A_string_is_what_it_says(string text, string value) => Read.Value<TomlString>(text).Value.ShouldBe(value);

    [Theory]
    [InlineData("\"\"\"\"\"\"\"\"\"")]
    [InlineData("'''a''''''")]
    [InlineData("\"\\e\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("\"\\ \n\"")]
    [InlineData("\"\"\"a\rb\"\"\"")]
    [InlineData("\"\"\"\0\"\"\"")]
    [InlineData("\"\u007f\"")]
    public void A_string_that_TOML_does_not_have_is_refused(string text) => Read.Invalid("x = " + text).Span.Line.ShouldBe(1);

    [Fact]
    public void Every_double_and_every_integer_reads_back()
    {
        var random = new Random(20260816);
        for (int i = 0; i < 20_000; i++)
        {
            long bits = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            double number = BitConverter.Int64BitsToDouble(bits);
            Read.Value<TomlInteger>($"{bits}").Value.ShouldBe(bits);
            if (double.IsFinite(number))
            {
                Read.Value<TomlFloat>($"{number:E16}").Value.ShouldBe(number);
            }
        }
    }

    [Theory]
    [InlineData("''", "string")]
    [InlineData("1", "integer")]
    [InlineData("1.0", "float")]
    [InlineData("true", "boolean")]
    [InlineData("12:00:00", "date-time")]
    [InlineData("[]", "array")]
    [InlineData("{}", "table")]
    public void A_value_names_its_kind(string text, string kind) => Read.Valid("x = " + text).Entry("x").Value.KindName.ShouldBe(kind);
}
