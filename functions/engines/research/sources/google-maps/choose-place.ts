import { isSameBusiness, wordsIn } from "../same-business.ts";
import type { PartProblem } from "../source.ts";
import type { Place } from "./place.ts";

export type PlaceChoice =
  | { readonly type: "one"; readonly place: Place }
  | { readonly type: "several"; readonly places: readonly Place[] }
  | { readonly type: "none" };

/**
 * The place of a business among what a search found. A place counts when its name has the same words, or begins with
 * them. One that names the business's own site is it. Two others in the asked city, or anywhere when no city is asked for,
 * are never chosen between.
 */
export function choosePlace(
  found: readonly Place[],
  business: { readonly name: string; readonly city: string | null; readonly site: string | null },
): PlaceChoice {
  const named = found.filter(({ displayName }) => isSameBusiness(business.name, displayName?.text ?? ""));
  const { city, site } = business;
  const [own, another] =
    site === null ? [] : named.filter(({ websiteUri }) => hostOf(websiteUri ?? "") === hostOf(site));
  if (own && !another) return { type: "one", place: own };
  const here = city === null ? named : named.filter((place) => isIn(place, city));
  const [only] = here;
  if (here.length === 1 && only) return { type: "one", place: only };
  if (here.length > 1) return { type: "several", places: here };
  // What is named alike stands elsewhere, or is named a little otherwise: a person may know it.
  const rest = named.length > 0 ? named : found;
  return rest.length === 0 ? { type: "none" } : { type: "several", places: rest };
}

function hostOf(address: string): string | undefined {
  return URL.parse(address)?.host.replace(/^www\./, "");
}

function isIn({ formattedAddress }: Place, city: string): boolean {
  const address = wordsIn(formattedAddress ?? "");
  return wordsIn(city).every((word) => address.includes(word));
}

/** A candidate as the report shows it: a person picks one and names its id. */
export function candidateProblem({ id, displayName, formattedAddress, googleMapsUri }: Place): PartProblem {
  const detail = `place_id ${id}: ${displayName?.text ?? "without a name"}, ${formattedAddress ?? "without an address"}`;
  return { url: googleMapsUri ?? "", code: "place-candidate", detail };
}
