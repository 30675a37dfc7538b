import type { ResearchClaim, TextSpan } from "../../../../../shared/events/lifecycle/research-claims.ts";

/** A line of a stored text, and where it begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
}

/** What a span of the text may say. */
export interface Claimed {
  readonly claim: ResearchClaim;
  readonly span: TextSpan;
  readonly label?: string;
}

export function whole({ text, start }: Line): TextSpan {
  return { start, end: start + text.length };
}
