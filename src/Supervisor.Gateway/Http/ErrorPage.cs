using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Supervisor.Gateway.Http;

/// <summary>Supervisor's error body (reference 3.5).</summary>
internal static class ErrorPage
{
    public static Task WriteAsync(HttpContext context, int status)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"<head>\r\n<title>Error response</title>\r\n</head>\r\n<body>\r\n<h1>Error response</h1>\r\n<p>Error code {status}.\r\n<p>Message: {Message(status)}.\r\n</body>\r\n"
        );
        context.Response.StatusCode = status;
        return TextAnswer.WriteAsync(context, "text/html", Encoding.ASCII.GetBytes(text));
    }

    /// <summary>The reason phrases of the original's server.</summary>
    private static string Message(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => "Bad Request",
            StatusCodes.Status401Unauthorized => "Unauthorized",
            StatusCodes.Status403Forbidden => "Forbidden",
            StatusCodes.Status404NotFound => "Not Found",
            StatusCodes.Status408RequestTimeout => "Request Time-out",
            StatusCodes.Status411LengthRequired => "Length Required",
            StatusCodes.Status413PayloadTooLarge => "Request Entity Too Large",
            StatusCodes.Status431RequestHeaderFieldsTooLarge => "Request Header Fields Too Large",
            StatusCodes.Status503ServiceUnavailable => "Service Unavailable",
            _ => "Internal Server Error",
        };
}
