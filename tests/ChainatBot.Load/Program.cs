using ChainatBot.Load;

return args switch
{
    ["bench", "storage", .. var rest] => await StorageBench.RunAsync(rest),
    ["bench", "webhooks", .. var rest] => await WebhookBench.RunAsync(rest),
    ["bench", "announce", .. var rest] => await AnnounceBench.RunAsync(rest),
    ["only-check-signatures", var url, var secret] => await SignatureOnly.RunAsync(url, secret),
    ["weigh", var file, .. var rest] => await AnnounceBench.WeighAsync(file, rest),
    ["write-until-killed", var file] => await WriteUntilKilled.RunAsync(file),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        bench storage [SECONDS]     writes from 64 writers, many to a commit and one to a commit, in alternated rounds
        bench webhooks [ROUNDS]     webhooks against the program and against a server that only checks signatures, in alternated rounds
        bench announce [PEOPLE] [ROUNDS]   an announcement to a tenth of the people, to half and to all: recipients a second handed to LINE, memory
        only-check-signatures URL SECRET   that server
        weigh FILE …                serves as the program does and writes into the file how much memory was alive at most
        write-until-killed FILE     for the crash tests: writes rows into a SQLite store and tells each once it is acknowledged
        """);
    return 2;
}
