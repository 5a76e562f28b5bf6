using System.Text;

namespace Supervisor.Toml.Tests;

/// <summary>What an administrator gets to read: the place, and what was expected there.</summary>
public sealed class ErrorMessageTests
{
    [Theory]
    // Keys.
    [InlineData("command", 1, 8, 1, "expected '=' after the key 'command', found end of file")]
    [InlineData("command\n", 1, 8, 1, "expected '=' after the key 'command', found end of line")]
    [InlineData("command\r\n", 1, 8, 1, "expected '=' after the key 'command', found end of line")]
    [InlineData("command: 'x'", 1, 8, 1, "expected '=' after the key 'command', found ':'")]
    [InlineData("a.b c = 1", 1, 5, 1, "expected '=' after the key 'a.b', found 'c'")]
    [InlineData("\n\n= 1", 3, 1, 1, "expected a key, found '='")]
    [InlineData("; comment", 1, 1, 1, "expected a key, found ';'")]
    [InlineData("a. = 1", 1, 4, 1, "expected a key after the dot of 'a', found '='")]
    [InlineData("é = 1", 1, 1, 1, "expected a key (with other letters than a to z it is put in quotation marks), found 'é'")]
    [InlineData("\"\"\"a\"\"\" = 1", 1, 1, 3, "expected a key, found \"\"\"; a multi-line string cannot be a key")]
    [InlineData("'a\n' = 1", 1, 1, 2, "expected ' at the end of the string that begins here, found end of line")]
    // Headers.
    [InlineData(
        "[program:web]",
        1,
        9,
        1,
        "expected '.' or ']' after 'program' in the table header (tables are named by dots: [program.name]), found ':'"
    )]
    [InlineData("[program.web", 1, 13, 1, "expected '.' or ']' after 'program.web' in the table header, found end of file")]
    [InlineData("[[a]", 1, 4, 1, "expected '.' or ']]' after 'a' in the table header, found ']'")]
    [InlineData("[]", 1, 2, 1, "expected a key, found ']'")]
    [InlineData("[a] b = 1", 1, 5, 1, "expected end of line after the table header, found 'b'")]
    // Values.
    [InlineData("a =", 1, 4, 1, "expected a value after '=', found end of file")]
    [InlineData("a = # none\n", 1, 5, 1, "expected a value after '=', found '#'")]
    [InlineData("a = hello", 1, 5, 5, "expected a value after '=', found 'hello'; text is put in quotation marks")]
    [InlineData("a = /bin/cat", 1, 5, 1, "expected a value after '=' (text is put in quotation marks), found '/'")]
    [InlineData("a = True", 1, 5, 4, "expected a value after '=', found 'True'; did you mean true?")]
    [InlineData("a = yes", 1, 5, 3, "expected a value after '=', found 'yes'; did you mean true?")]
    [InlineData("a = off", 1, 5, 3, "expected a value after '=', found 'off'; did you mean false?")]
    [InlineData("a = 1 2", 1, 7, 1, "expected end of line after the value, found '2'")]
    [InlineData("a = 1 ; one", 1, 7, 1, "expected end of line after the value (a comment begins with '#'), found ';'")]
    // Numbers.
    [InlineData("a = 10s", 1, 5, 3, "'10s' is not a valid number: expected the end of the number after '10', found 's'")]
    [InlineData("a = 022", 1, 5, 3, "'022' is not a valid number: a decimal number does not begin with a zero")]
    [InlineData("a = 1__0", 1, 5, 4, "'1__0' is not a valid number: an underscore must stand between two digits")]
    [InlineData("a = 1_", 1, 5, 2, "'1_' is not a valid number: an underscore must stand between two digits")]
    [InlineData("a = +", 1, 5, 1, "'+' is not a valid number: expected a digit after the sign")]
    [InlineData("a = 1.", 1, 5, 2, "'1.' is not a valid number: expected a digit after '1.'")]
    [InlineData("a = .5", 1, 5, 2, "'.5' is not a valid number: expected a digit, found '.'")]
    [InlineData("a = 0xFG", 1, 5, 4, "'0xFG' is not a valid number: expected a hexadecimal digit, found 'G'")]
    [InlineData("a = 0o", 1, 5, 2, "'0o' is not a valid number: expected an octal digit (0 to 7) after '0o'")]
    [InlineData("a = -0x1", 1, 5, 4, "'-0x1' is not a valid number: '0x' takes no sign")]
    [InlineData(
        "a = 9223372036854775808",
        1,
        5,
        19,
        "'9223372036854775808' is not a valid number: an integer lies between -9223372036854775808 and 9223372036854775807"
    )]
    // Dates and times.
    [InlineData("a = 2023-13-01", 1, 5, 10, "'2023-13-01' is not a valid date or time: expected a month from 01 to 12, found 13")]
    [InlineData("a = 2023-02-29", 1, 5, 10, "'2023-02-29' is not a valid date or time: expected a day from 01 to 28 in 2023-02, found 29")]
    [InlineData("a = 23-02-01", 1, 5, 8, "'23-02-01' is not a valid date or time: a date is written YYYY-MM-DD")]
    [InlineData("a = 24:00:00", 1, 5, 8, "'24:00:00' is not a valid date or time: expected an hour from 00 to 23, found 24")]
    [InlineData(
        "a = 12:00",
        1,
        5,
        5,
        "'12:00' is not a valid date or time: a time is written HH:MM:SS, with a fraction of the second if needed"
    )]
    [InlineData("a = 12:00:61", 1, 5, 8, "'12:00:61' is not a valid date or time: expected a second from 00 to 60, found 61")]
    [InlineData("a = 12:00:00Z", 1, 5, 9, "'12:00:00Z' is not a valid date or time: expected the end of the time, found 'Z'")]
    [InlineData(
        "a = 2023-01-01 12:00:00+24:00",
        1,
        5,
        25,
        "'2023-01-01 12:00:00+24:00' is not a valid date or time: expected an offset of at most 23:59, found 24:00"
    )]
    // Strings.
    [InlineData("a = \"x\nb = 1", 1, 5, 2, "expected \" at the end of the string that begins here, found end of line")]
    [InlineData("a = '''x\ny", 1, 5, 3, "expected ''' at the end of the multi-line string that begins here, found end of file")]
    [InlineData(
        "a = \"C:\\dir\"",
        1,
        8,
        2,
        "expected one of b t n f r \" \\ uXXXX UXXXXXXXX after the backslash, found 'd'; a backslash itself is written \\\\, or the string is put in '...', where nothing is an escape"
    )]
    [InlineData("a = \"\\u12\"", 1, 6, 4, "expected 4 hexadecimal digits after \\u, found '\"' after 2")]
    [InlineData("a = \"\\uD800\"", 1, 6, 6, "expected a Unicode scalar value, found U+D800, which is half of a surrogate pair")]
    [InlineData("a = \"\\U00110000\"", 1, 6, 10, "expected a Unicode scalar value, found U+110000, which is past the last one, U+10FFFF")]
    [InlineData(
        "a = \"\"\"\\  x\"\"\"",
        1,
        8,
        3,
        "expected an escape or the end of the line after the backslash, found 'x'; a backslash itself is written \\\\"
    )]
    [InlineData("a = 'é\u0001'", 1, 7, 1, "expected text of the string, found the control character U+0001")]
    [InlineData("a = 'é\r'", 1, 7, 1, "expected text of the string, found a carriage return without a line feed")]
    [InlineData("# é\u007f", 1, 4, 1, "expected text of the comment, found the control character U+007F")]
    [InlineData("a = 1\rb = 2", 1, 6, 1, "expected end of line after the value, found a carriage return without a line feed")]
    [InlineData("a = 1\n\uFEFFb = 2", 2, 1, 1, "expected a key, found a byte order mark (U+FEFF)")]
    // Arrays and inline tables.
    [InlineData("a = [1 2]", 1, 8, 1, "expected ',' or ']' in the array that begins at line 1, found '2'")]
    [InlineData("a = [\n1,\nb = 2", 3, 1, 1, "expected a value or ']' in the array, found 'b'; text is put in quotation marks")]
    [InlineData("a = [\n1,\n", 1, 5, 1, "expected ',' or ']' in the array that begins at line 1, found end of file")]
    [InlineData("a = [1,,2]", 1, 8, 1, "expected a value or ']' in the array, found ','")]
    [InlineData("a = {b = 1,}", 1, 12, 1, "expected a key after ',' (an inline table has no comma at its end), found '}'")]
    [InlineData("a = {\nb = 1}", 1, 6, 1, "expected a key or '}' in the inline table (it stands on one line), found end of line")]
    [InlineData("a = {b = 1 c = 2}", 1, 12, 1, "expected ',' or '}' in the inline table, found 'c'")]
    [InlineData("a = {b = 1", 1, 11, 1, "expected ',' or '}' in the inline table, found end of file")]
    // Definitions.
    [InlineData("a = 1\n\n'a' = 2", 3, 1, 3, "the key 'a' is defined twice; the first definition is at line 1")]
    [InlineData("[a]\n[b]\n[a]", 3, 2, 1, "the table 'a' is defined twice; the first definition is at line 1")]
    [InlineData("[a]\nb.c = 1\n[a.b]", 3, 4, 1, "the table 'b' is defined twice; the first definition is at line 2")]
    [InlineData("a = 1\n[a.b]", 2, 2, 1, "'a' is an integer since line 1, not a table; no key can be put in it")]
    [InlineData("a = 'x'\na.b = 1", 2, 1, 1, "'a' is a string since line 1, not a table; no key can be put in it")]
    [InlineData("a = {}\n[a.b]", 2, 2, 1, "the inline table 'a' is complete at line 1; nothing can be added to it")]
    [InlineData("a = []\n[[a]]", 2, 3, 1, "the array 'a' is complete at line 1; [[...]] cannot add to it")]
    [InlineData("[a.b]\n[a]\nb.c = 1", 3, 1, 1, "the table 'b' has its header at line 1; a dotted key cannot add to it")]
    [InlineData("[[a.b]]\n[a]\nb.c = 1", 3, 1, 1, "'b' is an array of tables since line 1; a dotted key cannot add to it")]
    public void An_error_says_where_and_what_was_expected(string document, int line, int column, int length, string message)
    {
        TomlError error = Read.Invalid(document);
        error.Message.ShouldBe(message);
        (error.Span.Line, error.Span.Column, error.Span.Length).ShouldBe((line, column, length));
        SpanCheck.FindProblem(Encoding.UTF8.GetBytes(document), error.Span).ShouldBeNull();
    }

    [Theory]
    [InlineData("# é\n# \xFF", 2, 3, "expected UTF-8 text, found byte 0xFF, which is not valid UTF-8")]
    [InlineData("a = 'xy\x80'", 1, 8, "expected UTF-8 text, found byte 0x80, which is not valid UTF-8")]
    [InlineData("a = '\xC0\x80'", 1, 6, "expected UTF-8 text, found byte 0xC0, which is not valid UTF-8")]
    [InlineData("a = '\xED\xA0\x80'", 1, 6, "expected UTF-8 text, found byte 0xED, which is not valid UTF-8")]
    [InlineData("a = '\xF4\x90\x80\x80'", 1, 6, "expected UTF-8 text, found byte 0xF4, which is not valid UTF-8")]
    [InlineData("a = 1 \xE2\x82", 1, 7, "expected end of line after the value, found byte 0xE2, which is not valid UTF-8")]
    [InlineData("\xFF\xFE" + "a\0", 1, 1, "expected UTF-8 text, found UTF-16")]
    public void Bytes_that_are_not_UTF8_are_named(string latin1, int line, int column, string message)
    {
        TomlError error = Read.Invalid(Encoding.Latin1.GetBytes(latin1.Replace("é", "\xC3\xA9", StringComparison.Ordinal)));
        error.Message.ShouldBe(message);
        (error.Span.Line, error.Span.Column).ShouldBe((line, column));
    }

    [Fact]
    public void A_message_shows_long_text_shortened_and_nothing_that_a_terminal_obeys()
    {
        Read.Invalid("\"\\u001b[2J\\u202e" + new string('k', 1000) + "\" 1")
            .Message.ShouldBe("expected '=' after the key '\\u001B[2J\\u202E" + new string('k', 35) + "...', found '1'");
        Read.Invalid("a = 1" + new string('x', 1000)).Message.Length.ShouldBeLessThan(200);
    }
}
