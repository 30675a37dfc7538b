import { requiresOptIn } from "../../../../shared/channels/channel-settings.ts";
import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { Customer } from "../../../../shared/customers/customer.ts";
import { mayContact } from "../../../../shared/customers/may-contact.ts";
import { nextCallingTime } from "../../../../shared/voice/calling-hours.ts";
import { voiceSettings } from "../../../../shared/voice/settings.ts";
import type { CallRecord } from "../call.ts";

export type DialDecision =
  | { readonly type: "dial" }
  /** Nobody is dialled now, but later. `reason` is a stable code. */
  | { readonly type: "later"; readonly reason: string; readonly until: Date }
  | { readonly type: "no"; readonly reason: string };

/**
 * Whether somebody may be called now: opt-out, consent, caps and quiet hours as for messages, and the hours and weekdays
 * of calls. A call at a time that the customer chose needs no hours. Asked before every attempt. Pure.
 */
export function checkDial(
  { purpose, atTheirTime, attempts }: Pick<CallRecord, "purpose" | "atTheirTime" | "attempts">,
  { customer, config }: { readonly customer: Customer; readonly config: TenantConfig },
  now: Date,
): DialDecision {
  const { outbound, timeZone } = voiceSettings(config, "voice");
  const optInRequired = requiresOptIn(config, "voice");
  // The cap counts a matter once: its further attempts are not contacts of their own.
  const rules = attempts.length === 0 ? config.contact_rules : { ...config.contact_rules, ...noCap };
  const verdict = mayContact({ customer, channel: "voice", purpose, rules, timeZone, optInRequired, now });
  if (verdict.type === "no") return { type: "no", reason: verdict.reason };
  if (verdict.type === "later") return { type: "later", reason: verdict.reason, until: verdict.until };
  // Their time is the first attempt's only.
  if (atTheirTime && attempts.length === 0) return { type: "dial" };
  const until = nextCallingTime(now, outbound, timeZone);
  return until === undefined ? { type: "dial" } : { type: "later", reason: "calling-hours", until };
}

const noCap = { max_per_day: Number.POSITIVE_INFINITY, max_per_week: Number.POSITIVE_INFINITY };
