import { reply, type StandIn, serve } from "../../emulators/http.ts";
import { googleHeaders, isGoogle } from "./google-headers.ts";

/** A stand-in of the metadata server, from which a function gets tokens (cloud.google.com/run/docs/container-contract). */
let metadata: StandIn;
const asked: string[] = [];

beforeAll(async () => {
  metadata = await serve({
    port: 0,
    async fetch(_request, { received: { path, query } }) {
      const headers = { "Metadata-Flavor": "Google" };
      if (!path.endsWith("/token")) return reply({ status: 200, headers, body: {} });
      asked.push(query.get("scopes") ?? "");
      // The library renews a token before it expires, so at once.
      return reply({ status: 200, headers, body: { access_token: `token-${asked.length}`, expires_in: 1 } });
    },
  });
  process.env.GCE_METADATA_HOST = new URL(metadata.url).host;
  process.env.METADATA_SERVER_DETECTION = "assume-present";
  process.env.GOOGLE_CLOUD_PROJECT = "a-project";
  process.env.HOME = "/nonexistent"; // no developer's credentials
});
afterAll(() => metadata.close());

it("renews the function's token when it has expired, with the right to add spans only", async () => {
  const headers = googleHeaders();
  expect(await headers()).toMatchObject({ authorization: "Bearer token-1" });
  expect(await headers()).toMatchObject({ authorization: "Bearer token-2" });
  expect(new Set(asked)).toEqual(new Set(["https://www.googleapis.com/auth/trace.append"]));
});

it.each([
  ["https://telemetry.googleapis.com", true],
  ["https://telemetry.eu.rep.googleapis.com/", true],
  ["http://telemetry.googleapis.com", false],
  ["https://telemetry.googleapis.com.attacker.example", false],
  ["https://attacker-googleapis.com", false],
  ["http://127.0.0.1:4318", false],
])("gives no token to anybody but Google: %s", (endpoint, expected) => {
  expect(isGoogle(endpoint)).toBe(expected);
});
