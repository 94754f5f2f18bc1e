using System.Reflection;
using System.Text.RegularExpressions;

namespace Line.Emulator.Tests.Page;

/// <summary>The page is served from the assembly under a strict content security policy: what it names must be inside, and nothing may be run or written as markup.</summary>
public sealed partial class PageFilesTests
{
    private static readonly Assembly Emulator = Assembly.Load("Line.Emulator");

    private static readonly string[] Names = [.. Emulator.GetManifestResourceNames().Where(n => n.StartsWith("wwwroot/", StringComparison.Ordinal))];

    [Fact]
    public void All_that_the_page_names_is_embedded()
    {
        Assert.Contains("wwwroot/index.html", Names);
        var named = Named().Matches(Read("wwwroot/index.html")).Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($"wwwroot/{name}", Names));
    }

    [Fact]
    public void All_that_the_modules_import_is_embedded_and_exported()
    {
        var imports = Scripts().SelectMany(s => Import().Matches(s.Text).Select(m => (From: s.Name, To: $"wwwroot/assets/{m.Groups[2].Value}", What: m.Groups[1].Value))).ToArray();
        Assert.NotEmpty(imports);
        foreach (var (from, to, what) in imports)
        {
            Assert.True(Names.Contains(to), $"{from} imports {to}");
            foreach (var name in what.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                Assert.True(Regex.IsMatch(Read(to), $@"export (const|(async )?function|class) {Regex.Escape(name)}\b"), $"{from} imports {name}, which {to} does not export");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task The_page_and_its_parts_are_served_with_and_without_a_slash(string ending)
    {
        await using var server = await LineEmulatorServer.StartAsync();
        using var client = new HttpClient();
        using var page = await client.GetAsync(new Uri(server.PageUrl + ending));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        foreach (var part in Named().Matches(await page.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value))
        {
            using var answer = await client.GetAsync(new Uri(page.RequestMessage!.RequestUri!, part));
            Assert.True(answer.IsSuccessStatusCode, $"{part}: {answer.StatusCode}");
            Assert.Equal(Path.GetExtension(part) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "image/svg+xml" }, answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public void Nothing_is_written_as_markup_or_run_from_text() =>
        Assert.All(Scripts(), s => Assert.DoesNotMatch(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", s.Text));

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        Assert.All(Names.Where(n => n.EndsWith(".css", StringComparison.Ordinal)), name => Assert.DoesNotMatch(@"url\(|@import", Read(name)));
        Assert.DoesNotMatch(@"(src|href)=""(https?:)?/", Read("wwwroot/index.html"));
        Assert.DoesNotMatch(@"<script(?![^>]*\bsrc=)|\son\w+=|<style", Read("wwwroot/index.html"));
    }

    private static IEnumerable<(string Name, string Text)> Scripts() => Names.Where(n => n.EndsWith(".js", StringComparison.Ordinal)).Select(n => (n, Read(n)));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Emulator.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex(@"import \{([^}]*)\} from '\./([^']+)'")]
    private static partial Regex Import();
}
