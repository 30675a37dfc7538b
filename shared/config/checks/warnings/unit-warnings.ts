import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";

/** Durations that are valid in the unit of their key and likely in another one: milliseconds for seconds, or the reverse. */
export function unitWarnings(config: TenantConfig): readonly Explanation[] {
  return [
    ...durationsOf(config)
      .filter(({ seconds, most }) => seconds > most)
      .map(tooLong),
    ...burstWarnings(config),
  ];
}

interface Duration {
  readonly path: Path;
  readonly seconds: number;
  /** The longest one that anyone means. */
  readonly most: number;
}

const day = 86_400;

function durationsOf({ business_logic, reminders, payments }: TenantConfig): readonly Duration[] {
  const { cross_sell, surveys, escalation, outbound_retargeting } = business_logic;
  const section = "business_logic";
  return [
    { path: [section, "cross_sell", "expires_after"], seconds: cross_sell.expires_after, most: 180 * day },
    { path: [section, "surveys", "close_after_seconds"], seconds: surveys.close_after_seconds, most: 60 * day },
    { path: ["payments", "link_expires_after"], seconds: payments.link_expires_after, most: 31 * day },
    ...escalation.handoff.map(({ timeout }, index) => ({
      path: [section, "escalation", "handoff", index, "timeout"],
      seconds: timeout,
      most: day / 2,
    })),
    ...outbound_retargeting.triggers.map(({ delay }, index) => ({
      path: [section, "outbound_retargeting", "triggers", index, "delay"],
      seconds: delay,
      most: 30 * day,
    })),
    ...reminders.map(({ before }, index) => ({
      path: ["reminders", index, "before"],
      seconds: before,
      most: 60 * day,
    })),
  ];
}

function tooLong({ path, seconds }: Duration): Explanation {
  const remedy =
    seconds % 1000 === 0
      ? `It is in seconds: if milliseconds were meant, write ${seconds / 1000}.`
      : "It is in seconds: 3600 is an hour.";
  return { code: "unit-unlikely", path, at: "value", what: `is ${inWords(seconds)}`, remedy };
}

function inWords(seconds: number): string {
  return seconds < 2 * day ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / day)} days`;
}

/** No customer writes again so soon, so a window this short has no effect. */
const shortestBurstMs = 100;

function burstWarnings({ conversation }: TenantConfig): readonly Explanation[] {
  return Object.entries(conversation.burst_window_ms).flatMap(([channel, ms]) =>
    ms > 0 && ms < shortestBurstMs
      ? [
          {
            code: "unit-unlikely",
            path: ["conversation", "burst_window_ms", channel],
            at: "value" as const,
            what: `is ${ms} milliseconds, too short for another message`,
            remedy: `If seconds were meant, write ${ms * 1000}. 0 waits for nothing.`,
          },
        ]
      : [],
  );
}
