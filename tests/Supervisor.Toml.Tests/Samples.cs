namespace Supervisor.Toml.Tests;

internal static class Samples
{
    /// <summary>Every construct of the language, and text outside ASCII before many of them.</summary>
    public const string Everything = """"""
        # a comment: é 😀
        title = "TOML \u00e9 \U0001F600 \" \\ \t" # after a value
        'quoted key' = 'C:\path' 
        "é😀".dotted . "k\u0065y" = "é😀"
        bare-key_1 = true
        off = false
        integers = [0, -17, +99, 1_000, 0xDEAD_beef, 0o755, 0b1101, 9223372036854775807, -9223372036854775808]
        floats = [
          1.5, -0.0, 6.626e-34, # é
          5e+22, 1_000.000_1, inf, -inf, nan,
        ]
        dates = [1979-05-27T07:32:00Z, 1979-05-27 00:32:00.999999-07:00, 1979-05-27T07:32:00, 2024-02-29, 23:59:59.5]
        text = """
        first line
        folded \
           here, and ""quotes""""" 
        raw = '''
        no \escapes é'''
        empty = [ ]
        mixed = ["é", 1, [ {a = 1}, { } ], { x.y = 1, x.z = [ 2, 3 ] }]

        [section]
        key = 'é' 

        [section.sub."dotted.name"]
        key = 1

        [implied.by.this]
        [implied]
        more = 1

        [[array]]
        name = "first"
        [array.table]
        x = 1
        [[array.nested]]
        [[array.nested]]
        y = 2
        [[array]]
        name = "second"
        [[array.nested]]
        y = 3

        """""";
}
