import type { CollectedPage, CompetitorSpan } from "../source.ts";
import { startStoredText } from "../stored-text.ts";
import type { Place } from "./place.ts";
import { forgottenAt } from "./place-page.ts";

const maxNameCharacters = 120;

/** Businesses of the same kind nearby, nearest first, without the business itself. Undefined when there are none. */
export function competitorsPage(
  places: readonly Place[],
  of: { readonly id: string; readonly ownId: string; readonly kind: string; readonly now: Date },
): CollectedPage | undefined {
  const stored = startStoredText();
  stored.line(
    "",
    `Source: Google Maps. Places of the kind ${of.kind.replaceAll("_", " ")} within 5 km, nearest first.`,
  );
  const competitors = places.flatMap((place): readonly CompetitorSpan[] => {
    const name = place.displayName?.text?.slice(0, maxNameCharacters);
    if (place.id === of.ownId || name === undefined || place.businessStatus === "CLOSED_PERMANENTLY") return [];
    const rated = place.rating ? `, ${place.rating} of 5 from ${place.userRatingCount ?? 0} ratings` : "";
    const span = stored.line("", `${name}, ${place.formattedAddress ?? "without an address"}${rated}`);
    if (span === undefined) return [];
    const [rating, reviews] = [place.rating || null, place.userRatingCount ?? null];
    return [{ span, name, url: place.googleMapsUri ?? null, rating, reviews }];
  });
  if (competitors.length === 0) return undefined;
  return {
    id: of.id,
    url: null,
    title: "Competitors nearby on Google Maps",
    text: stored.text(),
    fetchedAt: of.now.toISOString(),
    findings: [],
    competitors,
    expiresAt: forgottenAt(of.now),
  };
}
