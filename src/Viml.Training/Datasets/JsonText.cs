using System.Text.Encodings.Web;

namespace Viml.Training.Datasets;

internal static class JsonText
{
    /// <summary>Keeps letters of every language and quotes readable; these files are never put into a web page unescaped.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
