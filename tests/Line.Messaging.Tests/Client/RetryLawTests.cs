using System.Collections.Concurrent;
using CsCheck;
using Microsoft.AspNetCore.Http;

namespace Line.Messaging.Tests.Client;

/// <summary>What holds of sends whatever goes wrong on the way.</summary>
public sealed class RetryLawTests : AgainstLineServer
{
    private enum Fate
    {
        Accepts,
        FailsBefore,
        FailsAfter,
        BreaksBefore,
        BreaksAfter,
        Refuses,
    }

    /// <summary>LINE's own memory of keys, below faults drawn by chance.</summary>
    private readonly ConcurrentDictionary<string, int> _deliveries = new();

    [Fact]
    public async Task Each_send_is_delivered_at_most_once_and_its_outcome_is_told_truly()
    {
        await Gen.Select(Gen.Enum<Fate>().Array[0, 5], Gen.Bool).SampleAsync(
            async (fates, reply) =>
            {
                foreach (var fate in fates)
                    Server.Answers(context => HandleAsync(context, fate));
                Server.Otherwise = context => HandleAsync(context, Fate.Accepts);
                var before = Server.Requests.Count;
                var key = Guid.NewGuid();
                var replyToken = key.ToString();

                var failure = await Record.ExceptionAsync(() => reply
                    ? Line.Client.ReplyMessageAsync(replyToken, [Message.Text(replyToken)])
                    : Line.Client.PushMessageAsync(TestLine.User, [Message.Text(replyToken)], new() { RetryKey = key }));

                var tries = Server.Requests.Skip(before).ToList();
                var delivered = _deliveries.GetValueOrDefault(replyToken);
                Assert.InRange(tries.Count, 1, reply ? 1 : 4);
                Assert.Single(tries.Select(t => (t.Text, t.Header("X-Line-Retry-Key"))).Distinct());
                Assert.InRange(delivered, 0, 1);
                if (failure is null)
                    Assert.Equal(1, delivered);
                else
                    Assert.True(delivered == 0 || ((LineException)failure).MayHaveLanded, "It landed, and the exception says that it can't have.");
                Server.ForgetAnswers();
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public async Task Two_hundred_sends_at_once_through_faults_are_each_delivered_once()
    {
        var random = new Random(20261123);
        var draws = new ConcurrentQueue<Fate>(Enumerable.Range(0, 2000).Select(_ => (Fate)random.Next(0, 5)));
        Server.Otherwise = context => HandleAsync(context, draws.TryDequeue(out var fate) ? fate : Fate.Accepts);
        await using var line = new TestLine(Server, options => options.Retry.MaxRetries = 10);

        var sent = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                return (await line.Client.PushMessageAsync(TestLine.User, [Message.Text($"{i}")])).RetryKey;
            }
            catch (LineException broken) when (broken.MayHaveLanded)
            {
                // Eleven faults in a row; the key makes a further attempt safe.
                return (await line.Client.PushMessageAsync(TestLine.User, [Message.Text($"{i}")], new() { RetryKey = broken.RetryKey })).RetryKey;
            }
        }));

        Assert.Equal(200, sent.Distinct().Count());
        Assert.All(sent, key => Assert.Equal(1, _deliveries[key.ToString()!]));
        Assert.Equal(200, _deliveries.Count);
    }

    private Task HandleAsync(HttpContext context, Fate fate)
    {
        var key = context.Request.Headers["X-Line-Retry-Key"].ToString();
        var isReply = key.Length == 0;
        if (isReply)
            key = Server.Requests[^1].Text.Split('"')[3];
        if (!isReply && _deliveries.ContainsKey(key))
            return AnswerAsync(context, 409);
        if (fate is Fate.Accepts or Fate.FailsAfter or Fate.BreaksAfter)
            _deliveries.AddOrUpdate(key, 1, (_, n) => n + 1);
        if (fate is Fate.BreaksBefore or Fate.BreaksAfter)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return AnswerAsync(context, fate switch { Fate.Accepts => 200, Fate.Refuses => 400, _ => 500 });
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync("{}");
    }
}
