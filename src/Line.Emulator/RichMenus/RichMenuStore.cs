using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Line.Emulator;

/// <summary>One rich menu with its picture, once it has one.</summary>
internal sealed class RichMenu(string id, JsonObject definition)
{
    public string Id { get; } = id;
    public JsonObject Definition { get; } = definition;
    public (byte[] Bytes, string ContentType)? Image { get; set; }

    public JsonObject Shown()
    {
        var shown = new JsonObject { ["richMenuId"] = Id };
        foreach (var (name, value) in Definition) shown[name] = value?.DeepClone();
        return shown;
    }
}

/// <summary>Rich menus, aliases, the default, and batches. Everything under one lock.</summary>
internal sealed class RichMenuStore
{
    public const int Most = 1_000;

    private readonly Dictionary<string, RichMenu> menus = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> batches = new(StringComparer.Ordinal);

    public Lock Gate { get; } = new();

    public string? DefaultId { get; set; }

    public RichMenu[] All
    {
        get { lock (Gate) return [.. menus.Values]; }
    }

    public KeyValuePair<string, string>[] Aliases
    {
        get { lock (Gate) return [.. aliases]; }
    }

    public RichMenu? Find(string? id)
    {
        lock (Gate) return id is null ? null : menus.GetValueOrDefault(id);
    }

    public string? MenuOfAlias(string alias)
    {
        lock (Gate) return aliases.GetValueOrDefault(alias);
    }

    /// <summary>Null when there are 1,000 already.</summary>
    public RichMenu? Add(JsonObject definition)
    {
        lock (Gate)
        {
            if (menus.Count >= Most) return null;
            var menu = new RichMenu("richmenu-" + RandomNumberGenerator.GetHexString(32, lowercase: true), definition);
            return menus[menu.Id] = menu;
        }
    }

    public bool Remove(string id)
    {
        lock (Gate)
        {
            if (DefaultId == id) DefaultId = null;
            return menus.Remove(id);
        }
    }

    public bool TryAddAlias(string alias, string menuId)
    {
        lock (Gate) return aliases.Count < Most && aliases.TryAdd(alias, menuId);
    }

    public bool TryMoveAlias(string alias, string menuId)
    {
        lock (Gate)
        {
            if (!aliases.ContainsKey(alias)) return false;
            aliases[alias] = menuId;
            return true;
        }
    }

    public bool RemoveAlias(string alias)
    {
        lock (Gate) return aliases.Remove(alias);
    }

    public void NoteBatch(string requestId, DateTimeOffset at)
    {
        lock (Gate) batches[requestId] = at;
    }

    public DateTimeOffset? Batch(string requestId)
    {
        lock (Gate) return batches.TryGetValue(requestId, out var at) ? at : null;
    }

    /// <summary>What a person sees: own menu before the default.</summary>
    public RichMenu? Seen(UserChat user) => Find(user.RichMenuId) ?? Find(DefaultId);

    public void Clear()
    {
        lock (Gate)
        {
            menus.Clear();
            aliases.Clear();
            batches.Clear();
            DefaultId = null;
        }
    }
}
