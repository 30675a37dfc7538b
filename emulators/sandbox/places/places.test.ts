import { v1 } from "@googlemaps/places";
import { startSandbox } from "../../sandbox.ts";
import { sandboxPlaces } from "../credentials.ts";
import { invalidField, messageType } from "./message-types.ts";
import { samplePlaces } from "./sample-places.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => fetch(`${sandbox.url}/_sandbox/reset`, { method: "POST" }));

const mask = "places.id,places.displayName.text";
const headers = { "x-goog-api-key": sandboxPlaces.apiKey, "x-goog-fieldmask": mask };

async function post(path: string, body: unknown, more: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers, ...more },
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** Google's own client, as it is, but for the stand-in's path. */
function genuineClient() {
  const { hostname, port } = new URL(sandbox.url);
  const fetchImplementation = (url: URL, init: RequestInit) =>
    fetch(`${sandbox.url}/places${url.pathname}${url.search}`, init);
  return new v1.PlacesClient({
    apiEndpoint: hostname,
    port: Number(port),
    apiKey: sandboxPlaces.apiKey,
    fallback: true,
    protocol: "http",
    clientOptions: { transporterOptions: { fetchImplementation: fetchImplementation as typeof fetch } },
  });
}

describe("places stand-in", () => {
  it("has places in the form of the package's own messages", () => {
    const type = messageType("Place");
    expect(samplePlaces.map((place) => invalidField(type, place))).toEqual(samplePlaces.map(() => undefined));
    expect(invalidField(type, { rating: "good" })).toBe("Invalid value at 'rating' (TYPE_DOUBLE), \"good\"");
    expect(invalidField(type, { reviews: [{ text: { txt: "x" } }] })).toContain(
      "Unknown name \"txt\" at 'reviews.text'",
    );
  });

  it("answers Google's own client, enums as numbers included", async () => {
    const client = genuineClient();
    const options = { otherArgs: { headers: { "X-Goog-FieldMask": "id,businessStatus,reviews" } } };
    const [place] = await client.getPlace({ name: "places/sandbox-place-sunrise" }, options);
    expect(place).toMatchObject({ id: "sandbox-place-sunrise", businessStatus: "OPERATIONAL", formattedAddress: "" });
    expect(place.reviews).toHaveLength(5);
  });

  it("finds by name, tells two of one name apart by their address, and masks", async () => {
    const { status, body } = await post("/places/v1/places:searchText", { textQuery: "City Care Clinic, Nagpur" });
    expect(status).toBe(200);
    expect(body.places).toEqual([
      { id: "sandbox-place-citycare-nagpur", displayName: { text: "City Care Clinic" } },
      { id: "sandbox-place-citycare-pune", displayName: { text: "City Care Clinic" } },
    ]);
    expect((await post("/places/v1/places:searchText", { textQuery: "Nobody" })).body).toEqual({});
  });

  it("finds what is near, nearest first", async () => {
    const circle = { center: { latitude: 18.5167, longitude: 73.8777 }, radius: 2_000 };
    const request = { includedPrimaryTypes: ["medical_lab"], locationRestriction: { circle } };
    const { body } = await post("/places/v1/places:searchNearby", request);
    const ids = body.places.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(["sandbox-place-sunrise", "sandbox-place-apex", "sandbox-place-healthline"]);
  });

  it.each([
    ["no mask", {}, { "x-goog-fieldmask": "" }, 400, "INVALID_ARGUMENT", "FieldMask is a required parameter"],
    ["an unknown path", {}, { "x-goog-fieldmask": "places.nme" }, 400, "INVALID_ARGUMENT", "invalid argument"],
    ["no key", {}, { "x-goog-api-key": "" }, 403, "PERMISSION_DENIED", "unregistered callers"],
    ["a wrong key", {}, { "x-goog-api-key": "AIzaWrong" }, 400, "INVALID_ARGUMENT", "API key not valid"],
    ["an unknown field", { query: "x" }, {}, 400, "INVALID_ARGUMENT", 'Unknown name "query"'],
    ["an empty query", { textQuery: " " }, {}, 400, "INVALID_ARGUMENT", "Empty text_query"],
  ])("refuses %s as Google does", async (_what, body, more, status, code, message) => {
    const answer = await post("/places/v1/places:searchText", { textQuery: "Sunrise", ...body }, more);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code: status, status: code });
    expect(answer.body.error.message).toContain(message);
  });
});
