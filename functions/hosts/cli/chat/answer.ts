import type { ApiClient } from "../api/client.ts";
import { Failure } from "../failure.ts";
import { type AnswerEvent, type ChatReplyView, readAnswerEvent } from "./answer-events.ts";
import { lateAnswer } from "./late-answer.ts";
import type { Screen } from "./screen.ts";

export interface Question {
  readonly client: string;
  readonly session: string;
  readonly message: string;
  readonly signal: AbortSignal;
}

/** Sends the message and shows the answer while it is streamed. @throws Failure if there is no answer. */
export async function showAnswer(api: ApiClient, screen: Screen, question: Question): Promise<ChatReplyView> {
  const { client, session, message, signal } = question;
  screen.wait("…");
  let streamed = "";
  let reply: ChatReplyView | undefined;
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
    if (reply === undefined) throw new Failure("The answer was interrupted. Try again.");
    const whole = reply.reply === null && reply.status === "active" ? await lateAnswer(api, reply, signal) : reply;
    showRest(screen, streamed, whole);
    showMore(screen, whole);
    showStatus(screen, whole);
    return whole;
  } finally {
    screen.finish();
  }
}

function showEvent(screen: Screen, event: Exclude<AnswerEvent, { type: "message" }>): void {
  if (event.type === "token") screen.say(event.text);
  else if (event.type === "retracted") screen.takeBack();
  else if (event.status === "started") screen.wait(`using ${event.name} …`);
  else if (event.waitsFor !== undefined) {
    screen.note(`  … ${event.name} waits for ${event.waitsFor === "customer" ? "a yes" : "an approval"}`);
    screen.wait("…");
  } else {
    const took = event.durationMs === undefined ? "" : ` in ${Math.round(event.durationMs)} ms`;
    screen.note(event.status === "completed" ? `  ✓ ${event.name}${took}` : `  ✗ ${event.name} failed${took}`);
    screen.wait("…");
  }
}

/** Shows what was not streamed: a complete answer, and its sources. */
function showRest(screen: Screen, streamed: string, { reply, citations }: ChatReplyView): void {
  if (reply !== null && streamed.trim() !== reply.trim()) {
    if (streamed !== "") screen.takeBack();
    screen.say(reply);
  }
  screen.finish();
  if (citations.length > 0) screen.note(`  Sources: ${citations.map(({ title }) => title).join(" · ")}`);
}

/** Shows further messages and the choices, which can be selected by number or text. */
function showMore(screen: Screen, { choices, more }: ChatReplyView): void {
  showChoices(screen, choices);
  for (const message of more) {
    screen.say(message.text);
    screen.finish();
    showChoices(screen, message.choices);
  }
}

function showChoices(screen: Screen, choices: ChatReplyView["choices"]): void {
  for (const [index, { label }] of choices.entries()) screen.note(`  ${index + 1}. ${label}`);
}

/** Shows the conversation's status if the agent no longer handles it. */
function showStatus(screen: Screen, { reply, status }: ChatReplyView): void {
  if (status === "escalated" && reply === null)
    screen.note(
      "  A person has this conversation, and the agent does not reply. /release returns it to the agent.",
      "yellow",
    );
  else if (status === "escalated")
    screen.note("  A person has been asked to take over. /release returns it to the agent.", "yellow");
  else if (reply === null) screen.note("  Received, but not answered yet.");
}
