import type { TurnEvent, Turns } from "../../../functions/engines/conversation/turn/open-turns.ts";
import type { TurnReply } from "../../../functions/engines/conversation/turn/reply/turn-reply.ts";
import type { MessageReceived } from "../../../shared/events/index.ts";
import type { Event } from "../../../shared/runtime/step.ts";
import { type Clause, clauseSplitter } from "../../../shared/voice/spoken/index.ts";
import type { Heard } from "../speaking/heard.ts";
import type { Line } from "../speaking/line.ts";

/** How an answer came out. Only a `committed` one is in the conversation. */
export type AnswerOutcome =
  | { readonly type: "committed"; readonly reply: TurnReply; readonly interrupted: boolean }
  /** The caller went on before hearing any of it, or it was a guess that did not come true. */
  | { readonly type: "abandoned" }
  | { readonly type: "failed"; readonly error: unknown };

export interface AnswerPorts {
  readonly turns: Turns;
  /** Speaks the rest of an answer on a line of its own, in place of one that was withdrawn aloud. */
  continueOn(withdrawn: Line): Line;
  /** True once the call is over. */
  isOver(): boolean;
  languageOf(text: string): string;
  /** Words for an answer that says nothing, because a person has the conversation. Null: that person speaks. */
  waitingForPerson(): string | null;
  correction(): string;
  trouble(): string;
  onTool(event: Extract<TurnEvent, { type: "tool" }>, line: Line): void;
  /** Something could not be recorded. What was said stands all the same. */
  onFault(error: unknown): void;
}

/** A shorter piece does not tell its language: "OK." */
const shortText = 12;

/** Resolves when a line's sound has ended: true when it was interrupted. */
export type LineEnd = (line: Line) => Promise<boolean>;

/**
 * Lets the conversation answer, and speaks the answer as it comes. Resolves once the conversation holds what was said
 * and, after an interruption, only what of it was heard.
 */
export async function answerCaller(
  message: Event<MessageReceived>,
  first: Line,
  { lineEnd, repeatable, ...ports }: AnswerPorts & { readonly lineEnd: LineEnd; readonly repeatable: boolean },
): Promise<AnswerOutcome> {
  const abandoned = new AbortController();
  const speaker = createSpeaker(first, ports);
  /** Resolves with the line's end, and abandons the turn if nothing of it was heard. */
  const follow = async (line: Line): Promise<boolean> => {
    const interrupted = await lineEnd(line);
    if (line.isMoved) return follow(speaker.line());
    // Who hung up has asked: the turn goes on without them.
    const isWaitedFor = line.heard().characters > 0 || (line.isReleased && ports.isOver());
    if (interrupted && !isWaitedFor) abandoned.abort(new Error("The caller went on."));
    return interrupted;
  };
  const ended = follow(first);
  let reply: TurnReply;
  try {
    reply = await ports.turns.run(message, {
      signal: abandoned.signal,
      confirmed: first.confirmed,
      repeatable,
      onEvent: speaker.onEvent,
    });
  } catch (error) {
    if (abandoned.signal.aborted) return { type: "abandoned" };
    speaker.fail();
    await ended;
    return { type: "failed", error };
  }
  const interrupted = await ended;
  if (interrupted) await reportHeard(message, reply, speaker.line().heard(), ports.turns).catch(ports.onFault);
  return { type: "committed", reply, interrupted };
}

async function reportHeard(
  { tenantId }: Event<MessageReceived>,
  reply: TurnReply,
  { message, characters, isAll }: Heard,
  turns: Turns,
): Promise<void> {
  if (isAll || reply.text === null) return;
  const { conversationId, turnId } = reply;
  const messageId = message === 0 ? reply.messageId : reply.more[message - 1]?.messageId;
  if (messageId !== undefined) await turns.heard(tenantId, { conversationId, turnId, messageId, characters });
}

/** Turns a turn's events into what a line says. */
function createSpeaker(first: Line, ports: AnswerPorts) {
  let line = first;
  let spoken = "";
  let language: string | undefined;
  const clauses = clauseSplitter();
  const sayClauses = (complete: readonly Clause[]) => {
    for (const { text, start } of complete) {
      if (text.trim().length > shortText || language === undefined) language = ports.languageOf(text);
      line.say(text, language, { message: 0, start });
    }
  };
  const aside = (text: string) => line.say(text, ports.languageOf(text));

  function withdraw() {
    spoken = "";
    // What was not yet said is dropped.
    clauses.finish();
    if (!line.hasSounded()) {
      line.withdraw();
      return;
    }
    line = ports.continueOn(line);
    aside(ports.correction());
  }

  function finish(reply: TurnReply) {
    if (reply.text !== null && !reply.text.startsWith(spoken.trimEnd())) withdraw();
    const text = reply.text ?? "";
    sayClauses(clauses.push(text.slice(spoken.length)));
    sayClauses(clauses.finish());
    spoken = text;
    if (reply.choices.length > 0) aside(reply.choices.map(({ label }) => label).join(", "));
    reply.more.forEach((more, index) => {
      line.say(more.text, ports.languageOf(more.text), { message: index + 1, start: 0 });
    });
    const waiting = reply.text === null ? ports.waitingForPerson() : null;
    if (waiting !== null) aside(waiting);
    line.end();
  }

  return {
    line: () => line,
    onEvent(event: TurnEvent) {
      if (event.type === "token") {
        spoken += event.text;
        sayClauses(clauses.push(event.text));
      } else if (event.type === "retracted") withdraw();
      else if (event.type === "tool") ports.onTool(event, line);
      else if (event.type === "message") finish(event.reply);
    },
    fail() {
      aside(ports.trouble());
      line.end();
    },
  };
}
