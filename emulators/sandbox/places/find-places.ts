import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../../json.ts";

const earthRadiusM = 6_371_000;
const defaultResults = 20;

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const nameOf = (place: JsonObject) => textOf(objectOf(place.displayName).text);

/**
 * Places whose name the query names, best first: each word of the name counts, and each word of the address breaks a
 * tie. The real search finds more; it never finds a place without a word in common here.
 */
export function findByText(places: readonly JsonObject[], request: JsonObject): readonly JsonObject[] {
  const asked = new Set(wordsOf(textOf(request.textQuery)));
  const shareOf = (text: string) => {
    const words = wordsOf(text);
    return words.length === 0 ? 0 : words.filter((word) => asked.has(word)).length / words.length;
  };
  return places
    .map((place) => ({ place, name: shareOf(nameOf(place)), address: shareOf(textOf(place.formattedAddress)) }))
    .filter(({ name }) => name > 0.5)
    .toSorted((one, other) => other.name - one.name || other.address - one.address)
    .slice(0, resultsOf(request))
    .map(({ place }) => place);
}

/** Places of the types within the circle, nearest first. */
export function findNearby(places: readonly JsonObject[], request: JsonObject): readonly JsonObject[] {
  const { center, radius } = objectOf(objectOf(request.locationRestriction).circle);
  const [types, primary] = [textsOf(request.includedTypes), textsOf(request.includedPrimaryTypes)];
  return places
    .map((place) => ({ place, distanceM: distance(objectOf(center), objectOf(place.location)) }))
    .filter(({ place, distanceM }) => {
      if (distanceM > Number(radius)) return false;
      if (primary.length > 0 && !primary.includes(textOf(place.primaryType))) return false;
      return types.length === 0 || listOf(place.types).some((type) => types.includes(textOf(type)));
    })
    .toSorted((one, other) => one.distanceM - other.distanceM)
    .slice(0, resultsOf(request))
    .map(({ place }) => place);
}

function resultsOf({ maxResultCount }: JsonObject): number {
  return Number(maxResultCount) || defaultResults;
}

/** Metres, by the haversine formula. */
function distance(from: JsonObject, to: JsonObject): number {
  const radians = (degrees: unknown) => (Number(degrees) * Math.PI) / 180;
  const [lat1, lat2] = [radians(from.latitude), radians(to.latitude)];
  const across = Math.sin((lat2 - lat1) / 2) ** 2;
  const along = Math.sin((radians(to.longitude) - radians(from.longitude)) / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.sqrt(across + Math.cos(lat1) * Math.cos(lat2) * along));
}
