import { minimalYaml } from "../../shared/config/minimal-config.fixture.ts";
import { until } from "../contracts/open-platform.ts";
import { flow, newWord } from "./stage/flow.ts";

const world = flow();
const agency = "agency";

interface Mail {
  readonly email: string;
  readonly text: string;
}

interface Entry {
  readonly action: string;
  readonly target: string;
  readonly actor: string;
  readonly actor_name: string | null;
  readonly target_name: string | null;
}

/** Calls a path as a browser does. */
async function browse(path: string, more: { readonly body?: object; readonly headers?: Record<string, string> } = {}) {
  const { body, headers = {} } = more;
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${world.product.url}${path}`, {
    ...sent,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  });
  const answer = (await response.json()) as Record<string, string>;
  return { status: response.status, answer, cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

async function invite(roles: readonly string[], client = agency) {
  const email = `${newWord()}@agency.example`;
  const body = { name: "Asha Rao", email, roles };
  const made = await world.product.api<{ person_id: string; sign_in_url: string }>("POST /v1/people", { client, body });
  expect(made.status).toBe(201);
  return { email, id: made.body.person_id, secret: new URL(made.body.sign_in_url).hash.slice(1) };
}

const mailsTo = async (address: string) =>
  (await world.outside.control<readonly Mail[]>("sendgrid/messages")).filter(({ email }) => email === address);

describe("a link by mail", () => {
  it("signs a known person in once, and keeps where they were going", async () => {
    const { email } = await invite(["operator"]);
    const asked = await browse("/v1/session/link", { body: { email: email.toUpperCase(), next: "/clients/acme" } });
    const unknown = await browse("/v1/session/link", { body: { email: `${newWord()}@nowhere.example` } });
    expect(asked).toEqual({ status: 202, answer: {}, cookie: "" });
    expect(unknown).toEqual(asked);
    await until("the link has come", async () => (await mailsTo(email)).length === 1);
    const [mail] = await mailsTo(email);
    const link = new URL(/http\S+/.exec(mail?.text ?? "")?.[0] ?? "");
    expect([link.pathname, link.search]).toEqual(["/console/sign-in", "?next=%2Fclients%2Facme"]);
    const body = { secret: link.hash.slice(1) };
    const entered = await browse("/v1/session/sign-in", { body });
    expect([entered.status, entered.cookie]).toEqual([200, expect.stringMatching(/^console_session=/)]);
    expect((await browse("/v1/session/sign-in", { body })).answer.code).toBe("sign-in-link-invalid");
  });

  it("is mailed in the language of the page that asked for it", async () => {
    const { email } = await invite(["viewer"]);
    await browse("/v1/session/link", { body: { email, language: "hi" } });
    await until("the link has come", async () => (await mailsTo(email)).length === 1);
    expect((await mailsTo(email))[0]?.text).toMatch(/^नमस्ते Asha Rao,/);
    expect((await browse("/v1/session/link", { body: { email, language: "xx" } })).answer.code).toBe("body-invalid");
  });

  it("is not mailed to somebody who was removed, nor leads to another site, and is asked for seldom", async () => {
    const removed = await invite(["operator"]);
    await world.product.api(`PATCH /v1/people/${removed.id}`, { client: agency, body: { removed: true } });
    const asks = (body: object) => browse("/v1/session/link", { body, headers: { "x-forwarded-for": "198.51.100.7" } });
    expect((await asks({ email: removed.email })).status).toBe(202);
    const other = await invite(["viewer"]);
    expect((await asks({ email: other.email })).status).toBe(202);
    await until("the other's link has come", async () => (await mailsTo(other.email)).length === 1);
    expect(await mailsTo(removed.email)).toEqual([]);
    for (const next of ["//evil.example", "https://evil.example", "/\\evil.example"])
      expect((await asks({ email: other.email, next })).answer.code).toBe("body-invalid");
    const more = await asks({ email: other.email });
    expect([more.status, more.answer.code]).toEqual([429, "rate-limited"]);
  });
});

describe("a session", () => {
  it("writes with its own token only, and as its person's roles allow", async () => {
    const viewer = await invite(["viewer"]);
    const { cookie } = await browse("/v1/session/sign-in", { body: { secret: viewer.secret } });
    const session = await browse("/v1/session", { headers: { cookie } });
    const body = { name: "Acme" };
    for (const token of ["", "x".repeat(43)])
      expect((await browse("/v1/clients", { body, headers: { cookie, "x-csrf-token": token } })).answer.code).toBe(
        "csrf-token-invalid",
      );
    const headers = { cookie, "x-csrf-token": session.answer.csrf_token ?? "" };
    expect((await browse("/v1/clients", { body, headers })).answer.code).toBe("permission-missing");
    expect((await browse("/v1/people", { headers })).answer.code).toBe("permission-missing");
    expect((await browse("/v1/clients", { headers: { cookie } })).status).toBe(200);
    await browse("/v1/session/sign-out", { body: {}, headers });
    expect((await browse("/v1/session", { headers: { cookie } })).answer.code).toBe("session-missing");
  });
});

describe("the key of what a browser keeps", () => {
  it("is the person's own, and the same in their next session", async () => {
    const [asha, bela] = [await invite(["operator"]), await invite(["operator"])];
    const keyOf = async (secret: string) => {
      const { cookie } = await browse("/v1/session/sign-in", { body: { secret } });
      return (await browse("/v1/session", { headers: { cookie } })).answer.browser_key ?? "";
    };
    const key = await keyOf(asha.secret);
    expect(key).toMatch(/^[\w-]{22}$/);
    expect(await keyOf(bela.secret)).not.toBe(key);
    await browse("/v1/session/link", { body: { email: asha.email } });
    await until("the link has come", async () => (await mailsTo(asha.email)).length === 1);
    const [mail] = await mailsTo(asha.email);
    const link = new URL(/http\S+/.exec(mail?.text ?? "")?.[0] ?? "");
    expect(await keyOf(link.hash.slice(1))).toBe(key);
  });
});

describe("the audit log", () => {
  it("tells what was done to clients, people and sessions, and by whom", async () => {
    const client = `acme_${newWord()}`;
    await world.product.api("POST /v1/clients", { client: agency, body: { client_id: client, name: "Acme" } });
    await world.product.api(`PATCH /v1/clients/${client}`, { client: agency, body: { stage: "demo" } });
    const { id, secret } = await invite(["admin"]);
    const { cookie } = await browse("/v1/session/sign-in", { body: { secret } });
    const { answer } = await browse("/v1/session", { headers: { cookie } });
    const headers = { cookie, "x-csrf-token": answer.csrf_token ?? "" };
    await browse("/v1/session/sign-out", { body: {}, headers });
    await world.product.api(`PATCH /v1/people/${id}`, { client: agency, body: { roles: ["viewer"] } });
    const about = async (target: string) => {
      const page = await world.product.api<{ items: readonly Entry[] }>(`GET /v1/audit?target=${target}`, {
        client: agency,
      });
      return page.body.items
        .toReversed()
        .map(({ action, actor, actor_name, target_name }) => [
          ...[action, actor === `person:${id}`],
          ...[actor_name, target_name],
        ]);
    };
    expect(await about(client)).toEqual([
      ["client-added", false, null, "Acme"],
      ["client-changed", false, null, "Acme"],
    ]);
    expect(await about(id)).toEqual([
      ["person-invited", false, null, "Asha Rao"],
      ["session-opened", true, "Asha Rao", "Asha Rao"],
      ["session-ended", true, "Asha Rao", "Asha Rao"],
      ["person-changed", false, null, "Asha Rao"],
    ]);
  });
});

it("refuses a configuration of a client with the agency's own id, and says what to do", async () => {
  const yaml = minimalYaml({ clientId: agency });
  const pushed = await world.product.api("PUT /v1/configs/agency/main", { client: agency, body: { yaml } });
  expect([pushed.status, JSON.stringify(pushed.body)]).toEqual([
    422,
    expect.stringContaining("Choose another client_id"),
  ]);
});
