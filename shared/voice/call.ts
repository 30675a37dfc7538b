import { z } from "zod";
import { CallDirection } from "../events/calls.ts";
import { TenantId } from "../platform/tenant.ts";

/** The name under which the agents' workers register. LiveKit dispatches a call to them only by this name. */
export const agentName = "agent-platform";

/**
 * What a worker gets to know about a call, in the dispatch's metadata. It is signed (`call-metadata.ts`); without a
 * signature, anybody able to dispatch could name any tenant. A room's name says nothing.
 */
export const CallMetadata = z.object({
  tenantId: TenantId,
  /** Null for calls to a number: each of them is a new call (`callIdOfRoom`). */
  callId: z.string().nullable(),
  direction: CallDirection,
  channel: z.literal(["voice", "web_voice"]),
  /** Null: the active configuration of the tenant's number. */
  configName: z.string().nullable(),
  /** Null for calls to a number: the caller's number comes with the participant, from LiveKit. */
  customerAddress: z.string().nullable(),
  /** The tenant's own number; null in web calls. */
  accountAddress: z.string().nullable(),
  /** What an outbound call is about. */
  briefing: z.string().nullable(),
  /** BCP 47: the language that the caller chose on the page. Absent: that of the tenant's calls. */
  language: z.string().optional(),
});
export type CallMetadata = z.infer<typeof CallMetadata>;

/** A call whose tenant, caller and configuration are settled. */
export interface Call extends Omit<CallMetadata, "callId" | "customerAddress"> {
  readonly callId: string;
  /** E.164, or the visitor's session. See `settleCall` for withheld numbers. */
  readonly customerAddress: string;
}

/** The id of a call to a number. LiveKit's room id is unique, and the worker and LiveKit's webhooks both know it. */
export function callIdOfRoom(roomSid: string): string {
  return `call-${roomSid}`;
}

/**
 * The participant's attribute that says who they are in a call: `caller`, `operator` for whoever listens or takes over,
 * or `colleague` for somebody whom the agent has called. A telephone without it is the caller's.
 */
export const callRoleAttribute = "call.role";

/** Where LiveKit says who calls: docs.livekit.io/sip/sip-participant. */
export interface SipAttributes {
  readonly "sip.phoneNumber"?: string;
  readonly "sip.trunkPhoneNumber"?: string;
}

/**
 * Settles who calls whom. In calls to a number the caller's own number comes from LiveKit. A withheld number is replaced
 * by an address that no other call has, so that two strangers never share a conversation.
 */
export function settleCall(metadata: CallMetadata, roomSid: string, attributes: SipAttributes): Call {
  const callId = metadata.callId ?? callIdOfRoom(roomSid);
  const { customer, account } = numbersOf(attributes);
  return {
    ...metadata,
    callId,
    customerAddress: metadata.customerAddress ?? customer ?? `anonymous-${callId}`,
    accountAddress: metadata.accountAddress ?? account,
  };
}

/** The numbers of a call by telephone (E.164): the caller's, null when it is withheld, and the one that was dialled. */
export function numbersOf(attributes: SipAttributes): {
  readonly customer: string | null;
  readonly account: string | null;
} {
  return { customer: e164(attributes["sip.phoneNumber"]), account: e164(attributes["sip.trunkPhoneNumber"]) };
}

/** Whether an address is a person's number (E.164). Words such as `anonymous`, short codes and sessions are not. */
export function isDialable(address: string | null): address is string {
  return address !== null && /^\+\d{7,15}$/.test(address);
}

/** Carriers leave out the plus. */
function e164(given = ""): string | null {
  const number = given.trim().replace(/^\+?/, "+");
  return isDialable(number) ? number : null;
}
