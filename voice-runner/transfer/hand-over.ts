import type { Composition } from "../../functions/app/compose.ts";
import type { Conversation } from "../../functions/engines/conversation/conversation.ts";
import { followConversation, storedConversation } from "../../functions/engines/conversation/follow-conversation.ts";
import { briefingOf } from "../../functions/engines/conversation/handoff/briefing.ts";
import {
  colleaguesByTelephone,
  isWithTelephone,
} from "../../functions/engines/conversation/handoff/telephone/telephone.ts";
import { telephoneDesk } from "../../functions/engines/conversation/handoff/telephone/telephone-desk.ts";
import { timeoutMsOf } from "../../functions/engines/conversation/handoff/timer.ts";
import { heardMessages, type Turn } from "../../functions/engines/conversation/turn-record.ts";
import type { TenantConfig } from "../../shared/config/index.ts";
import type { Call } from "../../shared/voice/call.ts";
import type { VoiceSettings } from "../../shared/voice/settings.ts";
import type { CallSession } from "../session/call-session.ts";
import type { Attendance } from "./attendance.ts";
import { callNumbers } from "./call-numbers.ts";
import { type Fetched, fetchPerson } from "./fetch-person.ts";
import { inboxWait } from "./inbox-wait.ts";
import type { Telephone } from "./telephone.ts";
import { spokenBriefing } from "./words/spoken-briefing.ts";
import { transferPhrases } from "./words/transfer-phrases.ts";

/** The handoff asks by telephone within this time, or not at all: outside business hours, for instance. */
const asksWithinMs = 8_000;

export interface HandOverParts {
  readonly composition: Pick<Composition, "config" | "platform" | "runner" | "now" | "log" | "models">;
  readonly call: Pick<Call, "tenantId" | "callId" | "customerAddress">;
  readonly config: TenantConfig;
  readonly transfer: VoiceSettings["transfer"];
  readonly session: CallSession;
  readonly attended: Pick<Attendance, "holding">;
  /** Null: this call reaches nobody by telephone, as calls in a browser without a room. */
  readonly telephone: Telephone | null;
}

/** What people do with a call's conversation while it lasts. */
export interface HandOver {
  /** Fetches a person although the agent did not ask for one. False: nobody can be fetched. */
  fetchPerson(): boolean;
  /**
   * The session is over. Resolves once nobody is being fetched any more, and what a colleague took over is over, too.
   * @returns whether the caller was connected to somebody
   */
  ended(): Promise<boolean>;
}

/**
 * Brings the conversation's handoff into its call: fetches a colleague by telephone when the handoff asks for one, and says
 * aloud what the handoff says itself (`human_unavailable`). A caller who waits for the inbox is comforted, and an operator who
 * takes the conversation silences the agent.
 */
export function watchHandOver(parts: HandOverParts): HandOver {
  const { composition, call, config, transfer, session, telephone } = parts;
  const { log, platform, now, models } = composition;
  const { tenantId } = call;
  const { conversationId } = session;
  const inbox = inboxWait(session, parts.attended);
  const desk = telephoneDesk(composition, tenantId);
  const over = new AbortController();
  let moved = new AbortController();
  let fetching: Promise<boolean> | undefined;
  /** The handoff that was asked for, so that each is fetched once. */
  let asked: string | undefined;
  /** The agent is out of order: without a person the call ends. */
  let isLastResort = false;
  let isFirstLook = true;
  const ids = [conversationId];

  async function follow(): Promise<void> {
    const following = followConversation(platform.documents, tenantId, { ids, signal: over.signal });
    for await (const { conversation, turns } of following) {
      const { handoff } = conversation;
      // The colleague of an earlier call, whose process did not live to see its end.
      if (isFirstLook && handoff && isWithTelephone(handoff))
        await desk.finished(conversationId, numberOf(handoff.assignedTo));
      isFirstLook = false;
      for (const { text } of turns.filter(isSaidByHandoff).flatMap(heardMessages)) void session.say(text);
      inbox.follow(conversation);
      const isAsked = handoff?.stage === "assigned" && handoff.assignedTo === colleaguesByTelephone;
      if (!isAsked) moved.abort();
      else if (telephone && handoff.id !== asked) {
        asked = handoff.id;
        moved = new AbortController();
        fetching = fetch(telephone, conversation).catch((err: unknown) => {
          log.error({ err, call: call.callId }, "a person could not be fetched into a call");
          return false;
        });
      }
    }
  }

  async function fetch(by: Telephone, conversation: Conversation): Promise<boolean> {
    const { handoff } = conversation;
    const signal = AbortSignal.any([over.signal, moved.signal]);
    const { type = null, department = null } = handoff ?? {};
    const fetched = await fetchPerson({
      mode: transfer.mode,
      numbers: callNumbers(transfer.numbers, { type, department }),
      session,
      signal,
      telephone: by,
      ringMs: timeoutMsOf(config, { type: type ?? "" }),
      briefing: () => briefing(conversation, signal),
    });
    log.info({ call: call.callId, result: fetched.type }, "a person was to be fetched into a call");
    if (fetched.type === "nobody") await goOnAlone();
    else await handOverTo(fetched);
    return fetched.type !== "nobody";
  }

  async function goOnAlone(): Promise<void> {
    if (over.signal.aborted) return;
    const conversation = await storedConversation(platform.documents, tenantId, ids);
    if (conversation?.handoff?.assignedTo === colleaguesByTelephone) await desk.nobody(conversation);
    if (isLastResort) await session.giveUp();
  }

  async function handOverTo(fetched: Exclude<Fetched, { type: "nobody" }>): Promise<void> {
    const { number } = fetched;
    await desk.accepted(conversationId, number);
    if (fetched.type === "joined") await session.say(transferPhrases(session.language()).connected);
    await session.end("transferred");
    if (fetched.type === "joined") await parts.telephone?.talkEnds(fetched.colleague);
    await desk.finished(conversationId, number);
  }

  async function briefing(conversation: Conversation, signal: AbortSignal): Promise<string> {
    const ports = { documents: platform.documents, models, log, now, config: composition.config };
    const { summary, customer, last_messages } = await briefingOf(ports, tenantId, conversation, signal);
    const lastWords = last_messages.findLast(({ role }) => role === "customer")?.text ?? "";
    const facts = { clientName: config.client_name, caller: customer.name ?? call.customerAddress, summary, lastWords };
    return spokenBriefing(facts, session.language());
  }

  const following = follow().catch((err: unknown) => {
    log.error({ err, call: call.callId }, "a call does not follow its conversation any more");
  });

  return {
    fetchPerson() {
      if (!telephone || transfer.numbers.length === 0) return false;
      isLastResort = true;
      const giveUp = () => {
        if (fetching === undefined && !over.signal.aborted) void session.giveUp();
      };
      desk.request(conversationId).then(
        () => setTimeout(giveUp, asksWithinMs).unref(),
        (err: unknown) => {
          log.error({ err, call: call.callId }, "a call could not be handed over");
          giveUp();
        },
      );
      return true;
    },

    async ended() {
      over.abort();
      inbox.stop();
      await following;
      return (await fetching) ?? false;
    },
  };
}

/** What the handoff answers to the caller's own words is spoken as the turn's reply. */
function isSaidByHandoff({ origin, inbound }: Turn): boolean {
  return inbound.length === 0 && origin?.kind === "handoff";
}

function numberOf(operator: string | null): string {
  return operator?.slice(operator.indexOf(":") + 1) ?? "";
}
