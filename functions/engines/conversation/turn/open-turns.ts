import type { AgentEvent } from "../../../../shared/agent/agent.ts";
import { type AgentSpoke, type MessageReceived, turnHeard } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Runner } from "../../../../shared/runtime/runner.ts";
import type { Event } from "../../../../shared/runtime/step.ts";
import type { ConversationDependencies } from "../dependencies.ts";
import { turns } from "../turn-record.ts";
import type { TurnAnswer, TurnProgress } from "./ask-agent.ts";
import { noReply, replyOfAnswer, replyOfRecord, type TurnReply } from "./reply/turn-reply.ts";
import { recordHeardStep } from "./spoken/record-heard.ts";
import { recordSpokenStep } from "./spoken/record-spoken.ts";
import { turnStep } from "./turn.ts";

/**
 * The events of a turn as they happen: the agent's tokens, tools and retractions, then the whole `message`, then
 * `done`. `retracted` withdraws everything streamed before it.
 */
export type TurnEvent =
  | AgentEvent
  | { readonly type: "message"; readonly reply: TurnReply }
  | { readonly type: "done" };

export interface TurnOptions {
  onEvent?(event: TurnEvent): void;
  /**
   * Aborts the turn: `run` rejects with the signal's reason. The conversation then holds nothing of the turn, not even
   * the customer's message. Side effects of tools remain, and a run of the same event does not repeat them.
   */
  readonly signal?: AbortSignal;
  /**
   * A turn may run ahead, before it is certain that the customer has finished. Until this resolves it only thinks: side
   * effects and the commit wait. Resolve it or abort, or the turn never ends.
   */
  readonly confirmed?: Promise<unknown>;
  /** True when the same event may have run before. Its recorded answer is then returned. */
  readonly repeatable?: boolean;
}

/** The single interface through which chat, widget and voice get a customer's message answered in this process. */
export interface Turns {
  run(message: Event<MessageReceived>, options?: TurnOptions): Promise<TurnReply>;
  /**
   * Records that only the first `characters` of a reply reached the customer, who interrupted it. Later messages of the
   * turn count as not heard. Once this resolves, the next turn knows only what was heard. The first report of a message
   * counts.
   */
  heard(tenantId: TenantId, said: HeardReply): Promise<void>;
  /** Records what the agent said unasked in a call. Once this resolves, the next turn knows it. A repeat changes nothing. */
  spoken(said: Event<AgentSpoke>): Promise<void>;
}

/** A reply by the ids that `run` returned, and how much of its text was heard. */
export interface HeardReply extends Pick<TurnReply, "conversationId" | "turnId" | "messageId"> {
  /** UTF-16 code units of the reply's text. */
  readonly characters: number;
}

export interface TurnsDependencies extends ConversationDependencies {
  readonly runner: Runner;
  readonly now: () => Date;
}

export function openTurns(dependencies: TurnsDependencies): Turns {
  const { runner, now } = dependencies;
  const { documents } = dependencies.platform;
  const turn = turnStep(dependencies);
  const recordHeard = recordHeardStep(dependencies);
  const recordSpoken = recordSpokenStep(dependencies);

  async function replyTo(message: Event<MessageReceived>, options: TurnOptions): Promise<TurnReply> {
    const { signal, confirmed, repeatable = false, onEvent } = options;
    let answer: TurnAnswer | undefined;
    const progress = (event: TurnProgress) => {
      if (event.type === "answered") {
        answer = event.answer;
        return;
      }
      // The commit met a conflict, so the turn reads again. What the first try streamed is void.
      if (answer) onEvent?.({ type: "retracted" });
      answer = undefined;
      onEvent?.(event);
    };
    const watched = onEvent !== undefined;
    const ending = { ...(signal && { signal }), ...(confirmed && { confirmed }) };
    const run = runner.run(turn, message, { progress, watched, repeatable, ...ending });
    const conversation = await run.catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
    if (!conversation) throw new Error("The turn step returned no conversation.");
    if (answer) return replyOfAnswer(conversation, message.id, answer);
    // The same event was answered before, its burst is still open, or a person has the conversation.
    const earlier = (await documents.get(message.tenantId, turns.collection, message.id))?.data.state;
    return earlier?.reply
      ? replyOfRecord(conversation, earlier, earlier.reply)
      : noReply(conversation, message.id, message.data.messageId);
  }

  return {
    async run(message, options = {}) {
      options.signal?.throwIfAborted();
      const reply = await replyTo(message, options);
      options.onEvent?.({ type: "message", reply });
      options.onEvent?.({ type: "done" });
      return reply;
    },

    async heard(tenantId, { conversationId, turnId, messageId, characters }) {
      const event = envelopeOf(turnHeard, {
        id: deriveId("heard", tenantId, messageId),
        tenantId,
        key: conversationId,
        causationId: turnId,
        at: now(),
        data: turnHeard.schema.parse({ conversationId, turnId, messageId, characters }),
      });
      await runner.run(recordHeard, event, { repeatable: true });
    },

    async spoken(said) {
      await runner.run(recordSpoken, said, { repeatable: true });
    },
  };
}

/** Yields a turn's events. The turn runs to its end even if the consumer stops, so its answer stays readable. */
export async function* turnEvents(
  turns: Pick<Turns, "run">,
  message: Event<MessageReceived>,
  options: Omit<TurnOptions, "onEvent">,
): AsyncGenerator<TurnEvent> {
  const waiting: TurnEvent[] = [];
  let wake: () => void = () => {};
  let finished = false;
  const running = turns.run(message, {
    ...options,
    onEvent(event) {
      waiting.push(event);
      wake();
    },
  });
  const finish = () => {
    finished = true;
    wake();
  };
  running.then(finish, finish);
  while (!finished || waiting.length > 0) {
    const next = waiting.shift();
    if (next) yield next;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  await running;
}
