// A bot on LINE's own SDK: its middleware decides what a true webhook is. Prints its address, then one line of JSON a webhook.
import http from "node:http";
import { middleware } from "@line/bot-sdk";

const check = middleware({ channelSecret: process.argv[2] });
const tell = (value) => process.stdout.write(JSON.stringify(value) + "\n");

const server = http.createServer((request, response) => {
  check(request, response, (error) => {
    if (error) tell({ error: error.constructor.name });
    else tell({ events: request.body.events, destination: request.body.destination });
    response.statusCode = error ? 401 : 200;
    response.end();
  });
});
server.listen(0, "127.0.0.1", () => tell({ url: `http://127.0.0.1:${server.address().port}/webhook` }));
process.stdin.on("end", () => process.exit(0)).resume();
