import { m } from "#messages";
import { numberText } from "../../components/region.ts";

/** A share from 0 to 1 in percent; without ratings, a word for that. */
export function shareText(share: number | null): string {
  return share === null ? m.surveys_no_score() : numberText(share, { style: "percent", maximumFractionDigits: 1 });
}

/** A Net Promoter Score with its sign; without ratings, a word for that. */
export function npsText(nps: number | null): string {
  return nps === null ? m.surveys_no_score() : numberText(nps, { signDisplay: "exceptZero" });
}

/** How often each option or rating was chosen. */
export function countsText(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([name, count]) => `${name}: ${numberText(count)}`);
}

export const surveyStatuses = {
  completed: { tone: "good", name: m.surveys_status_completed },
  declined: { tone: "neutral", name: m.surveys_status_declined },
  abandoned: { tone: "neutral", name: m.surveys_status_abandoned },
} as const;
