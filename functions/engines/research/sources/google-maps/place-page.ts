import { readPhoneNumber } from "../../../../../shared/channels/addresses/read-phone-number.ts";
import type { ResearchFinding } from "../../../../../shared/events/lifecycle/research-claims.ts";
import { declaredFinding } from "../finding.ts";
import type { CollectedPage, ReviewSpan } from "../source.ts";
import { startStoredText } from "../stored-text.ts";
import { openIntervals } from "./opening-hours.ts";
import type { Place, PlaceReview } from "./place.ts";

const dayMs = 24 * 3_600_000;
/**
 * How long content of Google Maps is kept. Only place ids may be stored for good (Places API policies, "Pre-fetching,
 * caching, or storage of content").
 */
const keptDays = 30;

/** When a content of Google Maps that is read now is forgotten. */
export function forgottenAt(now: Date): string {
  return new Date(now.getTime() + keptDays * dayMs).toISOString();
}

/** What Google Maps says of a business, as a text with its facts and reviews. */
export function placePage(place: Place, of: { readonly id: string; readonly now: Date }): CollectedPage {
  const stored = startStoredText();
  const { displayName, formattedAddress, internationalPhoneNumber: phone, regularOpeningHours: hours } = place;
  stored.line("", "Source: Google Maps");
  const nameSpan = stored.line("Name", displayName?.text);
  const addressSpan = stored.line("Address", formattedAddress);
  const phoneSpan = stored.line("Phone", phone);
  stored.line("Website", place.websiteUri);
  stored.line("Kind", place.primaryType?.replaceAll("_", " "));
  const hoursSpan = stored.line("Opening hours", hours?.weekdayDescriptions?.join("; "));
  if (place.rating) stored.line("Rating", `${place.rating} of 5 from ${place.userRatingCount ?? 0} ratings`);
  const number = phone === undefined ? undefined : readPhoneNumber(phone)?.number;
  const findings: readonly ResearchFinding[] = [
    ...declaredFinding(displayName?.text ? { kind: "name", value: displayName.text } : undefined, nameSpan),
    ...declaredFinding(formattedAddress ? addressClaim(place, formattedAddress) : undefined, addressSpan),
    ...declaredFinding(number ? { kind: "phone", value: number } : undefined, phoneSpan),
    ...declaredFinding(
      hours?.periods ? { kind: "hours", value: [...openIntervals(hours.periods)] } : undefined,
      hoursSpan,
    ),
  ];
  const reviews = (place.reviews ?? []).flatMap((review) => reviewSpan(review, stored));
  return {
    id: of.id,
    url: place.googleMapsUri ?? null,
    title: `${displayName?.text ?? "A place"} on Google Maps`,
    text: stored.text(),
    fetchedAt: of.now.toISOString(),
    findings,
    reviews,
    expiresAt: forgottenAt(of.now),
  };
}

function addressClaim(
  { postalAddress }: Place,
  text: string,
): { kind: "address"; value: { text: string; postcode: string | null } } {
  return { kind: "address", value: { text, postcode: postalAddress?.postalCode ?? null } };
}

/** A review in its own language. Google asks that its author is named beside it. */
function reviewSpan(
  { rating, text, originalText, publishTime, authorAttribution }: PlaceReview,
  stored: ReturnType<typeof startStoredText>,
): readonly ReviewSpan[] {
  const { text: words, languageCode: language = null } = originalText ?? text ?? {};
  const author = authorAttribution?.displayName ?? "somebody";
  if (words === undefined) return [];
  stored.line("", `Review on Google Maps by ${author}${rating ? `, ${rating} of 5` : ""}`);
  const span = stored.line("", words);
  return span ? [{ span, rating: rating || null, at: publishTime ?? null, language }] : [];
}
