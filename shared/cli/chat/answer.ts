import type { ApiClient } from "../api/client.ts";
import { Failure } from "../failure.ts";
import { type AnswerEvent, type ChatReply, readAnswerEvent } from "./answer-events.ts";
import type { Screen } from "./screen.ts";

export interface Question {
  readonly client: string;
  readonly session: string;
  readonly message: string;
  readonly signal: AbortSignal;
}

/** Asks, and shows the answer as it is written. @throws Failure when there is none. */
export async function showAnswer(api: ApiClient, screen: Screen, question: Question): Promise<ChatReply> {
  const { client, session, message, signal } = question;
  screen.wait("…");
  let streamed = "";
  let reply: ChatReply | undefined;
  const body = { client_id: client, session_id: session, message };
  try {
    for await (const raw of api.stream("/v1/chat", body, signal)) {
      const event = readAnswerEvent(raw);
      if (event === undefined) continue;
      if (event.type === "token") streamed += event.text;
      if (event.type === "retracted") streamed = "";
      if (event.type === "message") reply = event.reply;
      else showEvent(screen, event);
    }
    if (reply === undefined) throw new Failure("The answer broke off. Say it again.");
    showRest(screen, streamed, reply);
    return reply;
  } finally {
    screen.finish();
  }
}

function showEvent(screen: Screen, event: Exclude<AnswerEvent, { type: "message" }>): void {
  if (event.type === "token") screen.say(event.text);
  else if (event.type === "retracted") screen.takeBack();
  else if (event.status === "started") screen.wait(`using ${event.name} …`);
  else {
    const took = event.durationMs === undefined ? "" : ` in ${Math.round(event.durationMs)} ms`;
    screen.note(event.status === "completed" ? `  ✓ ${event.name}${took}` : `  ✗ ${event.name} failed${took}`);
    screen.wait("…");
  }
}

/** What no token carried: an answer given whole, its sources, and who has the conversation now. */
function showRest(screen: Screen, streamed: string, { reply, status, citations }: ChatReply): void {
  if (reply !== null && streamed.trim() !== reply.trim()) {
    if (streamed !== "") screen.takeBack();
    screen.say(reply);
  }
  screen.finish();
  if (citations.length > 0) screen.note(`  Sources: ${citations.map(({ title }) => title).join(" · ")}`);
  if (status === "escalated" && reply === null)
    screen.note("  A person has this conversation: the agent is silent until it is released.", "yellow");
  else if (reply === null) screen.note("  Received; the answer comes with the next messages.");
}
