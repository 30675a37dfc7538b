import { z } from "zod";
import { RetryableError, TerminalError } from "../../../../../shared/runtime/failures/errors.ts";
import { memberOf } from "../../../../../shared/schema/records.ts";
import { Place } from "./place.ts";

const origin = "https://places.googleapis.com";
const timeoutMs = 15_000;

/**
 * The fields that are asked for. Each is paid for, so the search asks for little (developers.google.com/maps/documentation/
 * places/web-service/data-fields).
 */
const candidateFields = ["id", "displayName", "formattedAddress", "googleMapsUri", "businessStatus", "websiteUri"];
const nearbyFields = [...candidateFields, "primaryType", "rating", "userRatingCount", "location"];
const detailFields = [
  ...nearbyFields,
  "postalAddress",
  "internationalPhoneNumber",
  "nationalPhoneNumber",
  "regularOpeningHours",
  "reviews",
];

/** google.rpc.Code, of what may pass: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const passing = new Set([4, 8, 10, 13, 14]);
const notFound = 5;
/** INVALID_ARGUMENT is also how Google refuses a key that it does not know. */
const refusedKey = new Set([7, 16]);

export interface PlacesClient {
  /** At most five places, best first. */
  find(textQuery: string, regionCode: string): Promise<readonly Place[]>;
  /** Undefined when the id is no longer valid. */
  details(placeId: string): Promise<Place | undefined>;
  /** At most ten places of the type, nearest first. */
  nearby(
    around: { readonly latitude: number; readonly longitude: number },
    primaryType: string,
  ): Promise<readonly Place[]>;
}

export interface PlacesAccess {
  readonly apiKey: string;
  /** Default: Google's. */
  readonly baseUrl?: string | undefined;
  readonly fetch: typeof fetch;
}

/**
 * Google's Places API (New) by Google's own client, over REST. Each call is made once: the bus retries.
 * @throws TerminalError `places-key-refused`, `places-refused`, `places-answer-unknown`; RetryableError
 * `places-unavailable` when the quota is used up or the service does not answer
 */
export async function openPlaces({ apiKey, baseUrl = origin, fetch }: PlacesAccess): Promise<PlacesClient> {
  const { v1 } = await import("@googlemaps/places");
  const base = new URL(baseUrl);
  const port = Number(base.port) || (base.protocol === "http:" ? 80 : 443);
  // The client knows no path before its own. Its own deadline ends a call.
  const fetchImplementation = ((address: URL, init: RequestInit) => {
    const { pathname, search } = new URL(address);
    return fetch(new URL(`${base.pathname.replace(/\/$/, "")}${pathname}${search}`, base), init);
  }) as typeof globalThis.fetch;
  const client = new v1.PlacesClient({
    apiEndpoint: base.hostname,
    port,
    protocol: base.protocol.replace(":", ""),
    apiKey,
    fallback: true,
    clientOptions: { transporterOptions: { fetchImplementation } },
  });
  const options = (fields: readonly string[]) => ({
    timeout: timeoutMs,
    maxRetries: 0,
    otherArgs: { headers: { "X-Goog-FieldMask": fields.join(",") } },
  });
  const ofPlaces = (fields: readonly string[]) => options(fields.map((field) => `places.${field}`));

  return {
    async find(textQuery, regionCode) {
      const request = { textQuery, regionCode, maxResultCount: 5 };
      return placesIn(await callPlaces(client.searchText(request, ofPlaces(candidateFields))));
    },
    async details(placeId) {
      const name = `places/${encodeURIComponent(placeId)}`;
      try {
        const [place] = await callPlaces(client.getPlace({ name }, options(detailFields)));
        return read(Place, place);
      } catch (error) {
        if (memberOf(memberOf(error, "cause"), "code") === notFound) return undefined;
        throw error;
      }
    },
    async nearby(center, primaryType) {
      const request = {
        includedPrimaryTypes: [primaryType],
        maxResultCount: 10,
        locationRestriction: { circle: { center, radius: 5_000 } },
        rankPreference: "DISTANCE" as const,
      };
      return placesIn(await callPlaces(client.searchNearby(request, ofPlaces(nearbyFields))));
    },
  };
}

async function callPlaces<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    const code = memberOf(cause, "code");
    if (passing.has(Number(code)))
      throw new RetryableError("places-unavailable", `Google Places does not answer now (${code}).`, { cause });
    const reason = String(memberOf(cause, "reason") ?? "");
    if (refusedKey.has(Number(code)) || reason.startsWith("API_KEY"))
      throw new TerminalError(
        "places-key-refused",
        "Google Places refuses the key PLACES_API_KEY. Check that it is right and that Places API (New) is enabled for it.",
        { cause },
      );
    if (typeof code !== "number") throw cause;
    throw new TerminalError("places-refused", `Google Places refused the call (${code}).`, { cause });
  }
}

function placesIn([answer]: readonly unknown[]): readonly Place[] {
  return read(z.object({ places: z.array(Place).nullish() }), answer).places ?? [];
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TerminalError("places-answer-unknown", "Google Places answered in a form that is not that of its API.");
}
