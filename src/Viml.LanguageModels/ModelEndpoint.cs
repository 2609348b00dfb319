namespace Viml.LanguageModels;

/// <summary>How a server of language models is spoken to.</summary>
public enum ModelProtocol
{
    /// <summary>OpenAI's chat completions, which llama.cpp, vLLM, Ollama and hosted servers speak.</summary>
    Chat,

    /// <summary>OpenAI's plain completions, which base models such as BLOOM need.</summary>
    Completions,

    /// <summary>Ollama's own chat.</summary>
    Ollama,
}

/// <summary>A key that must not be seen. Its text form says nothing.</summary>
public sealed class Secret
{
    private readonly string _value;

    /// <summary>Keeps a key.</summary>
    /// <exception cref="ArgumentException">It is empty or has characters that no key has.</exception>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value.Trim();
        if (_value.Length == 0 || _value.Any(letter => letter is <= ' ' or > '~'))
            throw new ArgumentException("The key is empty, or has spaces or characters outside ASCII.");
    }

    /// <summary>A text with the key taken out.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace(_value, "***", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => "***";

    internal string Reveal() => _value;
}

/// <summary>A language model on a server.</summary>
public sealed record ModelEndpoint
{
    /// <summary>Where the local servers of Ollama listen.</summary>
    public const string OllamaAddress = "http://localhost:11434";

    /// <summary>Names a model.</summary>
    /// <param name="protocol">How the server is spoken to.</param>
    /// <param name="address">Its base address: <c>http://localhost:8080/v1</c>.</param>
    /// <param name="model">The model's name there.</param>
    /// <param name="key">The key; null for servers without.</param>
    /// <exception cref="ArgumentException">The address is none, or has a key in it; the model has no name.</exception>
    public ModelEndpoint(ModelProtocol protocol, string address, string model, Secret? key = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new ArgumentException("The address of the model must begin with http:// or https://, such as http://localhost:8080/v1.");
        // It would end up in messages and provenance.
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0)
            throw new ArgumentException(
                "The address of the model must not contain a name, a password or a query. Keys have their own place.");
        (Protocol, Address, Model, Key) = (protocol, uri, model.Trim(), key);
    }

    /// <summary>How the server is spoken to.</summary>
    public ModelProtocol Protocol { get; }

    /// <summary>Its base address.</summary>
    public Uri Address { get; }

    /// <summary>The model's name there.</summary>
    public string Model { get; }

    /// <summary>The key; null for servers without.</summary>
    public Secret? Key { get; }
}

/// <summary>How patient the client is.</summary>
public sealed record ModelPatience
{
    /// <summary>How long one answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How often a request is sent again that failed on the way.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first of them; doubled for each further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, also where the server asks for more.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);
}
