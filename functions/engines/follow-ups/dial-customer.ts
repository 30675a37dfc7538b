import { callRequested, type Recipient } from "../../../shared/events/index.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { type Decision, newEvent } from "../../../shared/runtime/step.ts";
import { type FollowUp, withNote } from "./follow-up.ts";

/** Requests a call of the agent's. The engine of calls checks consent, opt-outs and hours, and reports how it ended. */
export function dialCustomer(followUp: FollowUp, recipient: Recipient, at: string): Decision<FollowUp> {
  const { id, kind, purpose, configName, unknownPlaceholders = [] } = followUp;
  if (unknownPlaceholders.length > 0) {
    const note = { at, what: "skipped" as const, reason: "placeholder-unknown", until: null };
    return { document: withNote(followUp, note, { status: "skipped" }) };
  }
  const callId = callIdOf(followUp);
  const isCallback = kind === "callback";
  const request = newEvent(callRequested, callId, {
    callId,
    reference: { kind: isCallback ? "callback" : "follow-up", id },
    customerAddress: recipient.address,
    customerName: recipient.name,
    configName,
    notBefore: null,
    briefing: briefingOf(followUp),
    purpose,
    atTheirTime: isCallback,
  });
  const note = { at, what: "asked" as const, reason: null, until: null };
  return { document: withNote(followUp, note, { status: "asked" }), publish: [request] };
}

/** The call of the follow-up's current check. */
export function callIdOf({ id, look }: Pick<FollowUp, "id" | "look">): string {
  return deriveId("follow-up-call", id, String(look));
}

function briefingOf({ kind, condition, content }: FollowUp): string {
  if (kind === "callback") return `The customer asked to be called back at this time. It is about: ${condition}`;
  return `You call because of ${condition}. Say this in your own words: ${content.text}`;
}
