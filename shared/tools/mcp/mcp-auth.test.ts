import type { ServerResponse } from "node:http";
import { emptyMaterial, toolCall } from "../fixtures.ts";
import { both, entry, named, parcels } from "./mcp.fixture.ts";
import { mcp } from "./mcp.ts";
import type { McpMessage } from "./mcp-server.fixture.ts";

const world = parcels();

const oauth = {
  auth_type: "oauth2_client_credentials",
  secret: `\${CLIENT_OAUTH_SECRET}`,
  oauth_client_id: `\${CLIENT_OAUTH_ID}`,
  issuer: "https://login.parcels.example",
};

function json(response: ServerResponse, body: object, status = 200, headers = {}): true {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  return true;
}

/** A server that wants a token, and says whose. Every address leads to it, as with the sandbox. */
async function serveWithTokens(issuer: string, tokenEndpoint = `${issuer}/token`) {
  const server = await world.serve(both);
  server.misbehave(({ path, headers }, response) => {
    if (path.startsWith("/.well-known/oauth-protected-resource"))
      return json(response, { resource: "https://parcels.example/mcp", authorization_servers: [issuer] });
    if (path.startsWith("/.well-known/"))
      return json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: tokenEndpoint,
        response_types_supported: ["code"],
        grant_types_supported: ["client_credentials"],
        token_endpoint_auth_methods_supported: ["client_secret_basic"],
      });
    if (path === "/token") return json(response, { access_token: "granted", token_type: "Bearer", expires_in: 300 });
    if (headers.authorization === "Bearer granted") return false;
    const metadata = "https://parcels.example/.well-known/oauth-protected-resource/mcp";
    return json(response, {}, 401, { "www-authenticate": `Bearer resource_metadata="${metadata}"` });
  });
  const given = world.dependencies({ tenantApiBaseUrl: server.url });
  return { server, create: (config: object) => mcp.create(entry({ ...config }), given, emptyMaterial) };
}

const hostsOf = (received: readonly McpMessage[]) =>
  new Set(received.map(({ headers }) => headers["x-forwarded-host"]));
const atToken = (received: readonly McpMessage[]) => received.filter(({ path }) => path === "/token");

it("gets a token from the authorization server that the tenant names, once for several calls", async () => {
  const { server, create } = await serveWithTokens(oauth.issuer);
  const tool = named(await create(oauth), "parcels_find-parcel");
  for (const number of ["P1", "P2"])
    expect(await tool.execute({ number }, toolCall())).toMatchObject({ content: { data: { number } } });
  const [request, ...more] = atToken(server.received);
  expect(more).toEqual([]);
  expect(request?.headers).toMatchObject({
    "x-forwarded-host": "login.parcels.example",
    authorization: `Basic ${Buffer.from("clinic-CLIENT_OAUTH_ID:clinic-CLIENT_OAUTH_SECRET").toString("base64")}`,
  });
});

it("sends the password to no other authorization server that the MCP server names", async () => {
  const { server, create } = await serveWithTokens("https://login.evil.example");
  await expect(create(oauth)).rejects.toMatchObject({ code: "authorisation-refused" });
  expect(atToken(server.received)).toEqual([]);
  expect(server.received.every(({ headers }) => !headers.authorization)).toBe(true);
});

it("follows no metadata to a private address", async () => {
  const asked: string[] = [];
  const given = world.dependencies({
    async fetch(to) {
      asked.push(String(to));
      const metadata = "https://169.254.169.254/latest";
      return new Response("{}", {
        status: 401,
        headers: { "www-authenticate": `Bearer resource_metadata="${metadata}"` },
      });
    },
  });
  // An address that needs no look-up, so that the test does not need a network.
  const definition = entry({ ...oauth, url: "https://8.8.8.8/mcp" });
  await expect(mcp.create(definition, given, emptyMaterial)).rejects.toMatchObject({ code: "endpoint-refused" });
  expect(asked.filter((url) => url.includes("169.254"))).toEqual([]);
});

it("sends a bearer token to the server alone, and reports when it is refused", async () => {
  const server = await world.serve();
  const config = { auth_type: "bearer", secret: `\${CLIENT_API_TOKEN}` };
  await world.create(server, config);
  expect(server.received.every(({ headers }) => headers.authorization === "Bearer clinic-CLIENT_API_TOKEN")).toBe(true);
  expect(hostsOf(server.received)).toEqual(new Set(["parcels.example"]));
  const closed = await world.serve();
  closed.misbehave((_, response) => json(response, {}, 401));
  await expect(world.create(closed, { ...config, url: "https://parcels.example/other" })).rejects.toMatchObject({
    code: "authorisation-refused",
  });
});
