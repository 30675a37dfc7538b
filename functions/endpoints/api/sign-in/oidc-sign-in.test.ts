import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxOidc } from "../../../../emulators/sandbox/credentials.ts";
import { type Sandbox, startSandbox } from "../../../../emulators/sandbox.ts";
import { configVersions } from "../../../../shared/config/versions/versions.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { agencyId } from "../../../../shared/security/agency.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { type Person, people } from "../../../engines/accounts/person.ts";
import { personIdOf } from "../../../engines/accounts/sessions.ts";
import { serveFunction, type TestServer } from "../../http/test-server.ts";
import { apiFunction } from "../index.ts";

const email = "asha@agency.example";
const publicUrl = "http://127.0.0.1:9";
let dataDir: string;
let platform: EmbeddedPlatform;
let sandbox: Sandbox;
let server: TestServer;
let clock: Date;
let providersClock: Date;

beforeEach(async () => {
  clock = new Date("2030-01-01T00:00:00Z");
  providersClock = clock;
  dataDir = mkdtempSync(join(tmpdir(), "oidc-"));
  platform = openEmbedded({ dataDir, secrets: () => sandboxOidc.clientSecret });
  sandbox = await startSandbox({ port: 0, now: () => providersClock });
  const log = createLogger({ level: "silent" });
  const now = () => clock;
  const handler = apiFunction({
    platform,
    log,
    now,
    publicUrl,
    configs: configVersions({ documents: platform.documents, now, log }),
    webhooks: async () => [],
    routes: [],
    searchKnowledge: async () => [],
    version: "0.1.0",
    tokens: {},
    rateLimits: { tenantPerMinute: 1000, keyPerMinute: 1000 },
    maxInstances: 1,
    behindLoadBalancer: false,
    allowedOrigins: [],
    signInProvider: { issuer: `${sandbox.url}/oidc`, clientId: sandboxOidc.clientId },
  });
  server = await serveFunction(handler);
  await save({ removedAt: null });
});

afterEach(async () => {
  await server.close();
  await sandbox.close();
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

async function save({ removedAt }: Pick<Person, "removedAt">): Promise<void> {
  const person: Person = {
    email,
    name: "Asha Rao",
    nameKey: "asha rao",
    clientId: agencyId,
    roles: ["operator"],
    createdAt: clock.toISOString(),
    createdBy: "test",
    removedAt,
  };
  await platform.documents.commit(agencyId, [put(people, await personIdOf(platform.documents, email), person)]);
}

async function post(path: string, body: object, cookie = "") {
  const headers = { "content-type": "application/json", cookie };
  const response = await fetch(`${server.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const set = response.headers.get("set-cookie") ?? "";
  const answer = (await response.json()) as Record<string, string>;
  return { status: response.status, code: answer.code, url: answer.url ?? "", set, cookie: set.split(";")[0] ?? "" };
}

/** As a browser that the page has sent to the provider, until the provider sends it back. */
async function answerFor(url: string, form: Record<string, string> = { email }): Promise<string> {
  const body = new URLSearchParams(form);
  const response = await fetch(url, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").search.slice(1);
}

async function signIn(form: Record<string, string> = { email }) {
  const begun = await post("/v1/session/oidc", {});
  const answer = await answerFor(begun.url, form);
  return { ...(await post("/v1/session/oidc/sign-in", { answer }, begun.cookie)), begun, answer };
}

const control = (path: string, body: object) =>
  fetch(`${sandbox.url}/_sandbox/oidc/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

it("opens a session for an invited person, whose cookie only the site itself may send", async () => {
  const { status, cookie, set, begun } = await signIn({ email: email.toUpperCase() });
  expect(status).toBe(200);
  for (const each of [set, begun.set]) expect(each).toMatch(/; HttpOnly; Secure; SameSite=Strict; /);
  const session = await fetch(`${server.url}/v1/session`, { headers: { cookie } });
  expect(await session.json()).toMatchObject({ email, roles: ["operator"], csrf_token: expect.any(String) });
});

it("answers alike for an unknown address, one that is not verified, and a person who was removed", async () => {
  const unknown = await signIn({ email: "nobody@agency.example" });
  const unverified = await signIn({ email, unverified: "on" });
  await save({ removedAt: clock.toISOString() });
  const removed = await signIn();
  for (const { status, code, set } of [unknown, unverified, removed])
    expect([status, code, set]).toEqual([403, "sign-in-refused", ""]);
  expect(
    await platform.documents.get(agencyId, people, await personIdOf(platform.documents, "nobody@agency.example")),
  ).toBe(undefined);
});

it.each([
  ["for another sign-in", { claims: { nonce: "foreign" } }],
  ["without a nonce", { claims: { nonce: null } }],
  ["of another issuer", { claims: { iss: "https://evil.example" } }],
  ["for another client", { claims: { aud: "another" } }],
  ["that is out of date", { claims: { exp: 1_893_455_900 } }],
  ["signed by a foreign key", { signature: "foreign" }],
  ["without a signature", { signature: "unsigned" }],
])("refuses an ID token %s", async (_, nextToken) => {
  await control("next-token", nextToken);
  const { status, code, set } = await signIn();
  expect([status, code, set]).toEqual([403, "oidc-answer-invalid", ""]);
});

it("asks for the address at the userinfo endpoint where the token has none", async () => {
  await control("next-token", { claims: { email: null, email_verified: null } });
  expect((await signIn()).status).toBe(200);
});

it("goes on when the provider has rotated its keys, and when its clock is some seconds off", async () => {
  expect((await signIn()).status).toBe(200);
  await control("rotate", {});
  providersClock = new Date(clock.getTime() + 20_000);
  expect((await signIn()).status).toBe(200);
  await control("next-token", { claims: { nbf: providersClock.getTime() / 1_000 + 120 } });
  expect((await signIn()).code).toBe("oidc-answer-invalid");
});

it.each([true, false])("opens one session with one code (the provider lets codes work again: %s)", async (replay) => {
  await control("settings", { replay });
  const { begun, answer, status } = await signIn();
  expect(status).toBe(200);
  const again = await post("/v1/session/oidc/sign-in", { answer }, begun.cookie);
  expect([again.status, again.set]).toEqual([403, ""]);
});

it("refuses an answer to another browser, one without a cookie, and a refusal by the provider", async () => {
  const [one, other] = [await post("/v1/session/oidc", {}), await post("/v1/session/oidc", {})];
  const answer = await answerFor(one.url);
  for (const cookie of ["", other.cookie])
    expect((await post("/v1/session/oidc/sign-in", { answer }, cookie)).code).toBe("oidc-answer-invalid");
  expect((await signIn({ deny: "yes" })).code).toBe("oidc-answer-invalid");
  const form = await fetch(`${server.url}/v1/session/oidc`, { method: "POST", body: new URLSearchParams({ a: "b" }) });
  expect(form.status).toBe(415);
});

it("says that the provider is down, and works again afterwards", async () => {
  const fault = { provider: "oidc", match: "POST /oidc/token", status: 503, times: 1 };
  const headers = { "content-type": "application/json" };
  await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", headers, body: JSON.stringify(fault) });
  const { status, code } = await signIn();
  expect([status, code]).toEqual([503, "oidc-unavailable"]);
  expect((await signIn()).status).toBe(200);
});

it("is asked for seldom from one address", async () => {
  const statuses: number[] = [];
  for (let asked = 0; asked < 21; asked += 1) statuses.push((await post("/v1/session/oidc", {})).status);
  expect(statuses.at(-1)).toBe(429);
});
