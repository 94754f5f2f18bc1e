using ChainatBot.Commands;

return await CommandLine.RunAsync(args);
