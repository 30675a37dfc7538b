import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { explainFailure } from "../output.ts";
import { agentNameOf } from "./agent-name.ts";
import { showAnswer } from "./answer.ts";
import { askLine } from "./ask-line.ts";
import { pipedScreen, type Screen, terminalScreen } from "./screen.ts";

interface ChatOptions extends ServerOptions {
  readonly session?: string;
}

/** Runs a conversation with the client's agent: interactively on a terminal, or line by line from a pipe. */
export async function chat(options: ChatOptions): Promise<void> {
  const [api, agentName] = [await connect(options), await agentNameOf(options)];
  const session = options.session ?? newSession();
  const conversation = { api, agentName, client: options.client, session };
  if (process.stdin.isTTY && process.stdout.isTTY) await atTerminal(conversation);
  else await fromPipe(conversation);
}

interface Conversation {
  readonly api: ApiClient;
  readonly agentName: string;
  readonly client: string;
  readonly session: string;
}

async function fromPipe({ api, agentName, client, session: first }: Conversation): Promise<void> {
  let session = first;
  const screen = pipedScreen(agentName);
  const { signal } = new AbortController();
  for await (const line of createInterface({ input: process.stdin })) {
    const message = line.trim();
    if (message === "/quit") return;
    if (message === "/new") session = newSession();
    else if (message !== "") await showAnswer(api, screen, { client, session, message, signal });
  }
}

async function atTerminal({ api, agentName, client, session: first }: Conversation): Promise<void> {
  const screen = terminalScreen(agentName, process.stdout);
  const history: string[] = [];
  let session = first;
  let conversationId: string | undefined;
  screen.note(`You are talking to ${agentName} of ${client} at ${api.url}.\n${commands}\n`);
  for (;;) {
    const line = await askLine(history);
    if (line === undefined || line === "/quit") break;
    if (line === "") continue;
    if (line === "/new") {
      session = newSession();
      conversationId = undefined;
      screen.note("Started a new conversation.");
    } else if (line === "/release")
      await untilInterrupted(screen, async () => {
        if (conversationId === undefined) return screen.note("There are no messages yet.");
        await api.post("/v1/conversations/:id/release", {
          params: { id: conversationId },
          reply: z.object({ status: z.string() }),
        });
        screen.note(`${agentName} has the conversation again.`);
      });
    else if (line.startsWith("/")) screen.note(commands);
    else
      await untilInterrupted(screen, async (signal) => {
        const reply = await showAnswer(api, screen, { client, session, message: line, signal });
        conversationId = reply.conversation_id;
      });
    process.stdout.write("\n");
  }
  if (conversationId === undefined) return;
  screen.note(
    `To continue, use --session ${session}.\nTo read it, use: conversations show ${conversationId} -c ${client}`,
  );
}

const commands = "/new starts another conversation, /release returns it to the agent, /quit ends.";

/** Runs `work` until Ctrl-C, which does not end the conversation. A failure is shown, so that the user can retry. */
async function untilInterrupted(screen: Screen, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on("SIGINT", onInterrupt);
  try {
    await work(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) screen.note("  (stopped)");
    else if (error instanceof Failure) process.stderr.write(`${explainFailure(error)}\n`);
    else throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
  }
}

function newSession(): string {
  return `terminal-${randomBytes(4).toString("hex")}`;
}
