import { z } from "zod";
import { deriveId } from "../../../../../shared/runtime/ids.ts";
import { connectedSecret, type FindSecret } from "../connected-secret.ts";
import type { OtherRequest, OtherSource } from "../other-source.ts";
import { failedPart, lastPart } from "../parts.ts";
import type { Part } from "../source.ts";
import { candidateProblem, choosePlace } from "./choose-place.ts";
import { competitorsPage } from "./competitors-page.ts";
import { placePage } from "./place-page.ts";
import { openPlaces, type PlacesClient } from "./places-client.ts";

/** What is known of the place so far. Its id may be kept for good; of the rest nothing is Google's content. */
const Cursor = z.object({
  placeId: z.string(),
  nearby: z.object({ latitude: z.number(), longitude: z.number(), kind: z.string() }).optional(),
});
type Cursor = z.infer<typeof Cursor>;
type Located = Cursor & { readonly nearby: NonNullable<Cursor["nearby"]> };

const keyName = "PLACES_API_KEY";

export interface GoogleMapsDependencies {
  readonly secret: FindSecret;
  readonly fetch: typeof fetch;
  readonly baseUrl: string | undefined;
}

/**
 * The business on Google Maps, in three parts: its place is found, read, and the places of its kind nearby are listed. Of
 * several places with its name none is chosen: they are shown, and the next run is given the id of one.
 */
export function googleMapsSource({ secret, fetch, baseUrl }: GoogleMapsDependencies): OtherSource {
  let opened: { readonly apiKey: string; readonly places: Promise<PlacesClient> } | undefined;
  // Opening costs half a second of CPU: the client reads its descriptors. A rotated key opens another.
  const clientOf = (apiKey: string) => {
    if (opened?.apiKey !== apiKey) opened = { apiKey, places: openPlaces({ apiKey, fetch, baseUrl }) };
    return opened.places;
  };
  return {
    kind: "google_maps",
    applies: () => true,
    canFind: async (tenantId, { placeId }) => placeId !== null || (await secret(tenantId, keyName)) !== undefined,
    async collect(request, { now }) {
      const apiKey = await connectedSecret(secret, request.tenantId, keyName);
      const places = await clientOf(apiKey);
      const cursor = Cursor.optional().parse(request.cursor ?? undefined) ?? given(request);
      if (cursor === undefined) return find(places, request);
      return cursor.nearby === undefined
        ? details(places, { request, cursor, now })
        : competitors(places, { request, cursor: { ...cursor, nearby: cursor.nearby }, now });
    },
  };
}

function given({ subject }: OtherRequest): Cursor | undefined {
  return subject.placeId === null ? undefined : { placeId: subject.placeId };
}

async function find(places: PlacesClient, { subject }: OtherRequest): Promise<Part> {
  const { name, city, site, region } = subject;
  const choice = choosePlace(await places.find(city === null ? name : `${name}, ${city}`, region), {
    name,
    city,
    site,
  });
  if (choice.type === "none")
    return failedPart("place-not-found", `Google Maps knows no place called ${name}. Give its place id or its city.`);
  if (choice.type === "several") {
    const detail = `Google Maps knows ${choice.places.length} places that may be meant. Choose one and give its place id.`;
    return failedPart("place-ambiguous", detail, choice.places.map(candidateProblem));
  }
  return more({ placeId: choice.place.id }, { done: 1, now: "Found the place on Google Maps" });
}

interface Known<C> {
  readonly request: OtherRequest;
  readonly cursor: C;
  readonly now: Date;
}

async function details(places: PlacesClient, { request, cursor, now }: Known<Cursor>): Promise<Part> {
  const place = await places.details(cursor.placeId);
  if (place === undefined)
    return failedPart(
      "place-gone",
      `Google Maps knows no place of the id ${cursor.placeId}. Leave it out, or give another.`,
    );
  const page = placePage(place, { id: pageId(request, "place"), now });
  const { location, primaryType: kind } = place;
  if (!location || kind === undefined) return lastPart([page], { cursor: { placeId: place.id } });
  const { latitude, longitude } = location;
  const next = more(
    { placeId: place.id, nearby: { latitude, longitude, kind } },
    { done: 2, now: "Read the place and its reviews" },
  );
  return { ...next, pages: [page] };
}

async function competitors(places: PlacesClient, { request, cursor, now }: Known<Located>): Promise<Part> {
  const { placeId, nearby } = cursor;
  const { kind, latitude, longitude } = nearby;
  const found = await places.nearby({ latitude, longitude }, kind);
  const page = competitorsPage(found, { id: pageId(request, "nearby"), ownId: placeId, kind, now });
  return lastPart(page ? [page] : [], { cursor: { placeId } });
}

function more(cursor: Cursor, progress: { readonly done: number; readonly now: string }): Part {
  return { pages: [], problems: [], cursor, progress: { ...progress, total: 3 }, next: { type: "more", afterMs: 0 } };
}

function pageId({ runId }: OtherRequest, what: string): string {
  return deriveId(runId, "google_maps", what);
}
