import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { outsidePrefixes } from "../../../../../shared/contracts/conversation/conversation-holder.ts";
import type { Conversation } from "../../conversation.ts";
import type { Handoff } from "../state.ts";
import { timeoutMsOf } from "../timer.ts";

/** Who is asked first about a call: the numbers of the tenant's `voice.transfer`, one after the other. */
export const colleaguesByTelephone = `${outsidePrefixes.telephone}numbers`;

/** The colleague who took a call by telephone. */
export function colleagueByTelephone(number: string): string {
  return outsidePrefixes.telephone + number;
}

/** Whether the call's caller is being connected, or was connected, to a colleague by telephone. */
export function isWithTelephone({ stage, assignedTo }: Pick<Handoff, "stage" | "assignedTo">): boolean {
  return stage === "with_operator" && assignedTo?.startsWith(outsidePrefixes.telephone) === true;
}

/** The longest row of telephones that rings while a caller waits. */
export const mostNumbers = 5;
/** What a number takes beyond its ringing: the briefing, and the colleague's decision. */
const briefingMs = 45_000;

/** After this time the calling process has given up, or died. */
export function maxTelephoneMs(config: TenantConfig, handoff: Pick<Handoff, "type">): number {
  const numbers = Math.min(config.voice?.transfer.numbers.length ?? 0, mostNumbers);
  return numbers * (timeoutMsOf(config, handoff) + briefingMs);
}

/** A call's handoff asks by telephone once, before the inbox: the caller is on the line. */
export function mayAskByTelephone(
  { channel, handoff }: Conversation & { readonly handoff: Handoff },
  config: TenantConfig,
): boolean {
  if (channel !== "voice" || (config.voice?.transfer.numbers.length ?? 0) === 0) return false;
  return handoff.unavailable === null && handoff.assignedTo === null && handoff.tried.length === 0;
}
