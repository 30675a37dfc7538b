import type { TenantConfig } from "../../../../shared/config/index.ts";
import { afterOpenMinutes } from "../../../../shared/time/opening-hours.ts";
import { type Handoff, replyDue } from "./state.ts";

type Configured = Pick<TenantConfig, "handoff_rules" | "business_hours" | "holidays" | "timezone">;

/**
 * The handoff once the customer waits for a person's answer: within the tenant's `reply_times`. The first of several
 * unanswered messages counts. Pure.
 */
export function awaitReply<Given extends Handoff | null>(handoff: Given, config: Configured, at: Date): Given {
  if (!handoff?.open || handoff.replyDueAt) return handoff;
  return { ...handoff, ...replyDue(handoff, replyDueAt(handoff, config, at)) };
}

function replyDueAt({ priority }: Handoff, config: Configured, at: Date): string | null {
  const { hours, ...times } = config.handoff_rules.reply_times ?? {};
  const minutes = Object.entries(times).find(([name]) => name === priority)?.[1];
  if (minutes === undefined) return null;
  const { holidays, timezone } = config;
  const business_hours = hours === "business_hours" ? config.business_hours : hours;
  const due =
    business_hours === "always"
      ? new Date(at.getTime() + minutes * 60_000)
      : afterOpenMinutes({ business_hours, holidays, timezone }, at, minutes);
  return due?.toISOString() ?? null;
}
