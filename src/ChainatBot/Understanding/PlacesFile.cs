using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ChainatBot.Understanding;

/// <summary>The form of <c>flows/places.yaml</c>. Unknown keys are an error.</summary>
internal sealed class PlacesFile
{
    public NamedPlace Province { get; set; } = new();
    public List<string> Elsewhere { get; set; } = [];
    public List<DistrictEntry> Districts { get; set; } = [];

    internal class NamedPlace
    {
        public string Code { get; set; } = "";
        public string Name { get; set; } = "";
        public string English { get; set; } = "";
        public List<string> Also { get; set; } = [];
    }

    internal sealed class DistrictEntry : NamedPlace
    {
        public List<TambonEntry> Tambons { get; set; } = [];
    }

    internal sealed class TambonEntry : NamedPlace
    {
        public List<string> Postcodes { get; set; } = [];

        /// <summary>The name is also a turn of speech (“อยู่ในเมือง”), so that it is confirmed unless said as a tambon.</summary>
        public bool Phrase { get; set; }
    }

    /// <exception cref="InvalidDataException">The file is not valid; the message names line and column.</exception>
    public static PlacesFile Read(TextReader reader) => YamlDocument.Read<PlacesFile>(reader, file =>
    {
        if (file.Districts.Count == 0)
            return "districts: is empty; list at least one district";
        var places = file.Districts.Cast<NamedPlace>().Concat(file.Districts.SelectMany(d => d.Tambons)).Append(file.Province);
        foreach (var place in places)
            if (place.Code.Length == 0 || place.Name.Length == 0)
                return $"“{place.Code}{place.Name}”: code and name are both needed";
        foreach (var district in file.Districts)
            foreach (var tambon in district.Tambons)
                if (tambon.Code.Length != 6 || !tambon.Code.StartsWith(district.Code, StringComparison.Ordinal))
                    return $"“{tambon.Name}”: the code is six digits and begins with its district’s, {district.Code}";
        var twice = file.Districts.SelectMany(d => d.Tambons).GroupBy(t => t.Code).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? null : $"code {twice.Key} is used twice";
    });
}

/// <summary>Reads a YAML file of the product into its form; every fault is one exception that says where.</summary>
internal static class YamlDocument
{
    /// <param name="problem">Looks at the whole: null when it is right, otherwise what is wrong and what to do.</param>
    public static T Read<T>(TextReader reader, Func<T, string?> problem)
        where T : class
    {
        T? read;
        try
        {
            read = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<T>(reader);
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{e.Start.Line}:{e.Start.Column}: {e.InnerException?.Message ?? e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // YamlDotNet's scanner lets this out for an unclosed list.
            throw new InvalidDataException("1:1: not YAML; look for an unclosed [ or {", e);
        }
        if (read is null)
            throw new InvalidDataException("1:1: the file is empty");
        return problem(read) is { } what ? throw new InvalidDataException($"1:1: {what}") : read;
    }
}
