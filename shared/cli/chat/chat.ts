import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
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

/** A conversation with the client's agent: line by line at a terminal, or the lines of a pipe, each answered. */
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

async function fromPipe({ api, agentName, client, session }: Conversation): Promise<void> {
  const screen = pipedScreen(agentName);
  const { signal } = new AbortController();
  for await (const line of createInterface({ input: process.stdin })) {
    const message = line.trim();
    if (message === "/quit") return;
    if (message !== "") await showAnswer(api, screen, { client, session, message, signal });
  }
}

async function atTerminal({ api, agentName, client, session: first }: Conversation): Promise<void> {
  const screen = terminalScreen(agentName, process.stdout);
  const history: string[] = [];
  let session = first;
  let conversationId: string | undefined;
  screen.note(`You are talking to ${agentName} of ${client} at ${api.url}. /new begins again, /quit ends.\n`);
  for (;;) {
    const line = await askLine(history);
    if (line === undefined || line === "/quit") break;
    if (line === "/new") {
      session = newSession();
      screen.note("A new conversation.\n");
    } else if (line.startsWith("/")) screen.note("There are /new and /quit.\n");
    else if (line !== "")
      conversationId = (await answerAtTerminal(api, screen, { client, session, message: line })) ?? conversationId;
  }
  if (conversationId === undefined) return;
  screen.note(
    `Carry on with --session ${session}; look back with \`conversations show ${conversationId} -c ${client}\`.`,
  );
}

/** @returns the conversation's id; undefined when there was no answer, which the person has been told. */
async function answerAtTerminal(
  api: ApiClient,
  screen: Screen,
  question: { readonly client: string; readonly session: string; readonly message: string },
): Promise<string | undefined> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.on("SIGINT", onInterrupt);
  try {
    const reply = await showAnswer(api, screen, { ...question, signal: stop.signal });
    if (reply.status === "escalated" && reply.reply !== null)
      screen.note(
        `  A person has been asked to take over. Give it back with \`conversations release ${reply.conversation_id} -c ${question.client}\`.`,
        "yellow",
      );
    return reply.conversation_id;
  } catch (error) {
    if (stop.signal.aborted) screen.note("  (stopped)");
    else if (error instanceof Failure) process.stderr.write(`${explainFailure(error)}\n`);
    else throw error;
    return undefined;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.stdout.write("\n");
  }
}

function newSession(): string {
  return `terminal-${randomBytes(4).toString("hex")}`;
}
