using ChainatBot.RichMenus;
using ChainatBot.Tests.Flows;
using ChainatBot.Tests.Support;

namespace ChainatBot.Tests.RichMenus;

public sealed class RichMenuLoaderTests
{
    [Fact]
    public void The_shipped_menus_have_no_problems_and_six_words_for_villagers()
    {
        var load = RichMenuLoader.Load(Path.Combine(AppContext.BaseDirectory, "richmenus"), FlowFiles.Flows);
        Assert.Empty(load.Problems);
        Assert.Equal(["team", "villager"], load.Menus.Select(menu => menu.Name));
        Assert.All(load.Menus, menu => Assert.InRange(menu.Picture.Length, 1, 250 * 1024));
    }

    [Theory]
    [InlineData("\"text\": \"เวที\"", "\"text\": \"เวลา\"", "richmenus/villager.json:21:", "areas[3].action.text: no conversation starts with “เวลา”")]
    [InlineData("\"text\": \"เวที\"", "\"text\": \"สรุป\"", "richmenus/villager.json:21:", "only the team")]
    [InlineData("\"type\": \"message\", \"label\": \"เวทีประชาคม\", \"text\": \"เวที\"", "\"type\": \"postback\", \"label\": \"เวทีประชาคม\", \"data\": \"x\"", "richmenus/villager.json:21:19: ", "use a message action")]
    [InlineData("\"type\": \"message\", \"label\": \"เวทีประชาคม\", \"text\": \"เวที\"", "\"type\": \"richmenuswitch\", \"label\": \"เวทีประชาคม\", \"richMenuAliasId\": \"more\", \"data\": \"x\"", "richmenus/villager.json:21:", "there is no more.json")]
    [InlineData("\"label\": \"เวทีประชาคม\", ", "", "richmenus/villager.json:21:7: ", "areas[3].action: has no label")]
    [InlineData("\"chatBarText\": \"เมนู\"", "\"chatBarText\": \"แตะตรงนี้เพื่อดูเมนูทั้งหมดได้เลยนะคะ\"", "richmenus/villager.json:5:3: ", "chatBarText: ")]
    [InlineData("\"width\": 2500, \"height\": 1686", "\"width\": 3000, \"height\": 1686", "richmenus/villager.json:2:13: ", "size.width: ")]
    [InlineData("\"x\": 0, \"y\": 843", "\"x\": -1, \"y\": 843", "richmenus/villager.json:20:", "areas[3].bounds.x: ")]
    [InlineData("\"selected\": true", "\"selcted\": true", "richmenus/villager.json:3:3: ", "selcted: ")]
    [InlineData("\"chatBarText\": \"เมนู\",", "", "richmenus/villager.json:", "no rich menu object")]
    [InlineData("\"selected\": true,", "\"selected\": true,,", "richmenus/villager.json:3:20: ", "no rich menu object")]
    public void A_wrong_menu_is_pointed_at(string find, string replacement, string where, string what)
    {
        using var directory = Copy();
        var file = directory.File("richmenus/villager.json");
        var json = File.ReadAllText(file);
        Assert.Contains(find, json, StringComparison.Ordinal);
        File.WriteAllText(file, json.Replace(find, replacement, StringComparison.Ordinal));
        var problems = RichMenuLoader.Load(directory.File("richmenus"), FlowFiles.Flows).Problems.Select(problem => problem.ToString()).ToList();
        Assert.Contains(problems, problem => problem.StartsWith(where, StringComparison.Ordinal) && problem.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void The_words_of_the_team_belong_to_its_menu_only_and_each_picture_to_its_size()
    {
        using var directory = Copy();
        File.Copy(directory.File("richmenus/team.json"), directory.File("richmenus/villager.json"), overwrite: true);
        File.WriteAllText(directory.File("richmenus/team.png"), "no picture");
        File.WriteAllBytes(directory.File("richmenus/villager.png"), Pictures.JpegWithSecret(""));
        var problems = RichMenuLoader.Load(directory.File("richmenus"), FlowFiles.Flows).Problems;
        Assert.Equal(["richmenus/team.png", "richmenus/villager.json", "richmenus/villager.png"], problems.Select(problem => problem.File));
        Assert.Contains("only the team", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        using var directory = Copy();
        var menus = directory.File("richmenus");
        File.Move(Path.Combine(menus, "villager.json"), Path.Combine(menus, "Villager 2.json"));
        Assert.Equal("richmenus/Villager 2.json:1:1: ", Assert.Single(RichMenuLoader.Load(menus, FlowFiles.Flows).Problems).ToString()[..31]);
        File.Delete(Path.Combine(menus, "Villager 2.json"));
        Assert.StartsWith("richmenus/villager.json:1:1: ", Assert.Single(RichMenuLoader.Load(menus, FlowFiles.Flows).Problems).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("nowhere:1:1: ", Assert.Single(RichMenuLoader.Load(directory.File("nowhere"), FlowFiles.Flows).Problems).ToString(), StringComparison.Ordinal);
    }

    private static TemporaryDirectory Copy()
    {
        var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.File("richmenus"));
        foreach (var file in Directory.EnumerateFiles(ShippedMenus.Directory)) File.Copy(file, directory.File("richmenus/" + Path.GetFileName(file)));
        return directory;
    }
}
