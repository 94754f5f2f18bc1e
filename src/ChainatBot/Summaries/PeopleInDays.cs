namespace ChainatBot.Summaries;

/// <summary>
/// Distinct people and opinions of one set of opinions in any run of days. Days are the indexes of the days on which anyone
/// in the whole population spoke; a run is half-open, <c>[from, to)</c>.
/// </summary>
internal sealed class PeopleInDays
{
    private readonly int[][] people;
    private readonly int[] opinionsBefore;

    public PeopleInDays(IEnumerable<(int Person, int Day)> said, int days)
    {
        Days = days;
        opinionsBefore = new int[days + 1];
        var onDay = new HashSet<int>[days];
        for (var day = 0; day < days; day++) onDay[day] = [];
        foreach (var (person, day) in said)
        {
            opinionsBefore[day + 1]++;
            onDay[day].Add(person);
        }
        for (var day = 0; day < days; day++) opinionsBefore[day + 1] += opinionsBefore[day];

        // people[a][n] counts [a, a+n). Going backwards: whoever speaks on day a is new in [a, b) up to the day they speak again.
        people = new int[days + 1][];
        people[days] = [0];
        var next = new Dictionary<int, int>();
        for (var a = days - 1; a >= 0; a--)
        {
            var change = new int[days - a + 2];
            foreach (var person in onDay[a])
            {
                change[1]++;
                change[next.GetValueOrDefault(person, days) - a + 1]--;
                next[person] = a;
            }
            var row = new int[days - a + 1];
            for (int n = 1, fresh = 0; n < row.Length; n++)
            {
                fresh += change[n];
                row[n] = people[a + 1][n - 1] + fresh;
            }
            people[a] = row;
        }
    }

    public int Days { get; }

    public int People(int from, int to) => people[from][to - from];

    public int Opinions(int from, int to) => opinionsBefore[to] - opinionsBefore[from];
}
