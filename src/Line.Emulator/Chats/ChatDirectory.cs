using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Line.Emulator;

/// <summary>Everyone on this LINE and the groups they are in.</summary>
internal sealed class ChatDirectory
{
    private readonly ConcurrentDictionary<string, UserChat> users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GroupChat> groups = new(StringComparer.Ordinal);
    private readonly Lock adding = new();
    private List<UserChat> inOrder = [];

    /// <summary>In order of arrival.</summary>
    public UserChat[] Users
    {
        get { lock (adding) return [.. inOrder]; }
    }

    public ICollection<GroupChat> Groups => groups.Values;

    public static string NewId(char kind) => kind + RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static bool IsUserId(string? id) => IsId(id, 'U');

    public static bool IsId(string? id, char kind)
    {
        if (id is not { Length: 33 } || id[0] != kind) return false;
        foreach (var c in id.AsSpan(1))
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }

    public UserChat AddUser(string? displayName, string? userId)
    {
        if (userId is not null && !IsUserId(userId))
            throw new LineEmulatorException("A user id is U and 32 lower-case hexadecimal digits.");
        lock (adding)
        {
            var user = new UserChat(userId ?? NewId('U'), displayName ?? $"User {inOrder.Count + 1}");
            if (!users.TryAdd(user.Id, user)) throw new LineEmulatorException("There is a user with this id.");
            inOrder.Add(user);
            return user;
        }
    }

    public GroupChat AddGroup(string name, bool room)
    {
        var group = new GroupChat(NewId(room ? 'R' : 'C'), name);
        groups[group.Id] = group;
        return group;
    }

    public bool TryUser(string? id, [NotNullWhen(true)] out UserChat? user)
    {
        user = null;
        return id is not null && users.TryGetValue(id, out user);
    }

    public bool TryGroup(string? id, [NotNullWhen(true)] out GroupChat? group)
    {
        group = null;
        return id is not null && groups.TryGetValue(id, out group);
    }

    public UserChat User(string id) => TryUser(id, out var user) ? user : throw new LineEmulatorException("There is no such user.");

    public GroupChat Group(string id) => TryGroup(id, out var group) ? group : throw new LineEmulatorException("There is no such group.");

    public Chat Any(string id) => TryUser(id, out var user) ? user : Group(id);

    public void Clear()
    {
        lock (adding)
        {
            users.Clear();
            groups.Clear();
            inOrder = [];
        }
    }
}
