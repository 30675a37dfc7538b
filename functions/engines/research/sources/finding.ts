import type { ResearchClaim, ResearchFinding, TextSpan } from "../../../../shared/events/lifecycle/research-claims.ts";

/** What a service's own field says: a claim at its span. None without a span. */
export function declaredFinding(
  claim: ResearchClaim | undefined,
  span: TextSpan | undefined,
): readonly ResearchFinding[] {
  return claim === undefined || span === undefined ? [] : [{ ...claim, span, origin: "structured", label: "" }];
}
