import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { DirectMessageView } from "../../../engines/messages/views.ts";
import type { ApiClient } from "../api/client.ts";
import type { ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { colourText, localTime, print, withoutControls } from "../output.ts";

type Message = z.infer<typeof DirectMessageView>;

export interface OutcomeOptions extends ServerOptions {
  readonly json?: boolean;
  /** Seconds to wait for the outcome. */
  readonly wait?: number;
}

const pollMs = 500;

export interface Terminal {
  readonly api: Pick<ApiClient, "get">;
  readonly show?: (text: string) => void;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Prints the message. With `wait`, once its outcome is known. @throws Failure when it then did not reach its customer */
export async function reportOutcome(
  { api, show = print, pause = sleep }: Terminal,
  first: Message,
  { json = false, wait }: OutcomeOptions,
): Promise<void> {
  const message = wait === undefined ? first : await outcomeOf({ api, pause }, first, wait);
  show(json ? JSON.stringify(message, null, 2) : linesOf(message).join("\n"));
  if (wait === undefined) return;
  if (message.status === "queued")
    throw new Failure(`There is no outcome after ${wait} s. Use \`messages show\` later.`);
  if (message.status === "failed" || message.status === "skipped") throw new Failure(refusalOf(message));
}

/** The message once it moves no further soon, or as it is when the time is over. */
async function outcomeOf(
  { api, pause }: Required<Pick<Terminal, "api" | "pause">>,
  first: Message,
  seconds: number,
): Promise<Message> {
  let message = first;
  for (let left = (seconds * 1_000) / pollMs; left > 0 && isMoving(message); left -= 1) {
    await pause(pollMs);
    message = await api.get("/v1/messages/:id", { params: { id: first.message_id }, reply: DirectMessageView });
  }
  return message;
}

function isMoving({ status }: Message): boolean {
  return status === "queued" || status === "sent";
}

const colours = { queued: "dim", sent: "green", delivered: "green", read: "green", failed: "red" } as const;

function linesOf({ message_id: id, conversation_id: conversation, channel, purpose, until, ...message }: Message) {
  const { status, reason } = message;
  const colour = status === "waiting" || status === "skipped" ? "yellow" : colours[status];
  return [
    `${colourText("bold", id)}  ${colourText(colour, status)}${reason === null ? "" : `: ${withoutControls(reason)}`}`,
    `${purpose} message by ${channel} in conversation ${conversation}`,
    ...(until === null ? [] : [`It is tried again by itself at ${localTime(until)}.`]),
  ];
}

function refusalOf({ status, reason }: Message): string {
  const why = reason === null ? "" : ` (${reason})`;
  return status === "skipped" ? `A rule forbids the message${why}.` : `The provider refused the message${why}.`;
}
