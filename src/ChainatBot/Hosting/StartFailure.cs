using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChainatBot.Hosting;

/// <summary>Says in a sentence why the program could not start and what to do; anything unforeseen keeps its stack trace.</summary>
internal static class StartFailure
{
    public static string? Explain(Exception e) => e switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        AggregateException all when all.InnerExceptions.Select(Explain).ToList() is { } sentences && sentences.TrueForAll(s => s is not null) => string.Join(Environment.NewLine, sentences),
        SettingsException settings => settings.Message,
        IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"{e.Message} Another program listens there: stop it, or choose another address with --urls http://127.0.0.1:5081.",
        _ => null,
    };
}

/// <summary>A setting is missing or wrong; the message is a sentence that names the key and says what to do.</summary>
public sealed class SettingsException(string message) : Exception(message);
