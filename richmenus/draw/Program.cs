using System.Text.Json;
using Line.Messaging;
using RichMenus.Draw;

// Draws the picture of every menu: villager.json becomes villager.png beside it. Run it after a change of a menu or of a
// drawing, look at the pictures, and commit both. The folder is the repository's richmenus/ unless another one is named.
var directory = args.Length > 0 ? args[0] : MenuFolder.Find();
if (directory is null || !Directory.Exists(directory))
{
    Console.Error.WriteLine("No folder with rich menus: run this inside the repository, or name the folder.");
    return 2;
}

try
{
    using var font = ThaiFont.Find();
    Console.Error.WriteLine($"Letters: {font.Name}");
    foreach (var file in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
    {
        var picture = Path.ChangeExtension(file, ".png");
        var png = MenuPicture.Draw(RichMenu.Parse(File.ReadAllBytes(file)), font);
        File.WriteAllBytes(picture, png);
        Console.WriteLine($"{picture}: {png.Length / 1024} KB");
    }

    return 0;
}
catch (Exception e) when (e is DrawingException or JsonException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
