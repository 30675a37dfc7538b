import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxGoogle } from "../../../emulators/sandbox/credentials.ts";
import { type Sandbox, startSandbox } from "../../../emulators/sandbox.ts";
import { until } from "../../../tests/contracts/open-platform.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { secretReference } from "../../security/secrets/secret-reference.ts";
import { argumentsFor, dependencies, emptyMaterial, toolCall } from "../fixtures.ts";
import type { ToolCallContext } from "../tool.ts";
import { calendar } from "./calendar.ts";

let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let sandbox: Sandbox;
let secrets: Record<string, string>;
let calls = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "google-calendar-"));
  platform = openEmbedded({ dataDir });
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  await post("/_sandbox/reset", {});
  secrets = { TOKEN: sandboxGoogle.refreshToken, ID: sandboxGoogle.clientId, SECRET: sandboxGoogle.clientSecret };
});
afterAll(async () => {
  await sandbox.close();
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

const now = new Date();
/** Ten o'clock of a day in three days, and other times of that day. */
const day = new Date(now.getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
const at = (time: string) => `${day}T${time}Z`;
const room = "room@group.calendar.google.com";

const settings = {
  provider: "google",
  services: [{ id: "viewing", minutes: 60 }],
  resources: [{ id: "flat", calendar_id: room }],
  opening_hours: Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((each) => [each, ["09:00-18:00"]]),
  ),
  refresh_token: secretReference("TOKEN"),
  oauth_client_id: secretReference("ID"),
  oauth_client_secret: secretReference("SECRET"),
};

async function open(changes: object = {}) {
  calls += 1;
  const tenantId = TenantId.parse(`agency-${calls}`);
  const config = calendar.config.parse({ ...settings, ...changes });
  const material = { ...emptyMaterial, tenantId, opening: { holidays: [], timezone: "UTC" } };
  const deps = dependencies({
    platform,
    serviceBaseUrls: { google: `${sandbox.url}/google` },
    async secret(_tenant, name) {
      const value = secrets[name];
      if (value === undefined) throw new TerminalError("secret-missing", `${name} is not set.`);
      return value;
    },
  });
  const tools = await calendar.create({ name: "viewings", config }, deps, material);
  return async (name: string, args: object, call: Partial<ToolCallContext> = {}) => {
    const tool = tools.find((each) => each.name === `viewings_${name}`);
    if (tool === undefined) throw new Error(`There is no tool ${name}.`);
    calls += 1;
    const made = toolCall({ tenantId, now, idempotencyKey: `google-${calls}`, ...call });
    return Object((await tool.execute(argumentsFor(tool, args), made)).content);
  };
}

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

const fault = (changes: object) => post("/_sandbox/faults", { provider: "google", times: 1, ...changes });

async function events(): Promise<readonly string[]> {
  const all = (await (await fetch(`${sandbox.url}/_sandbox/google/events`)).json()) as readonly {
    status: string;
    start: { dateTime: string };
    summary: string;
  }[];
  return all
    .filter(({ status }) => status !== "cancelled")
    .map(({ start, summary }) => `${start.dateTime.slice(11, 16)} ${summary}`);
}

const busy = (from: string, to: string, more: object = {}) =>
  post("/_sandbox/google/events", {
    calendar: room,
    summary: "Private",
    start: { dateTime: at(from) },
    end: { dateTime: at(to) },
    ...more,
  });

test("an appointment stands in Google Calendar, moves there and is cancelled there", async () => {
  const viewings = await open();
  const booked = await viewings("book", { start: at("10:00"), name: "Ravi" });
  expect(booked).toMatchObject({ status: "booked" });
  expect(await events()).toEqual(["10:00 Viewing: Ravi"]);
  const { appointment_id } = booked;
  expect(await viewings("reschedule", { appointment_id, start: at("15:00") })).toMatchObject({ status: "booked" });
  expect(await events()).toEqual(["15:00 Viewing: Ravi"]);
  expect(await viewings("book", { start: at("10:00") })).toMatchObject({ status: "booked" });
  await viewings("cancel", { appointment_id });
  expect(await events()).toEqual(["10:00 Viewing"]);
});

test("events of people block slots; free and cancelled ones and own ones do not block twice", async () => {
  const viewings = await open({ every_minutes: 60 });
  await busy("09:30", "11:00");
  await busy("12:00", "13:00", { transparency: "transparent" });
  await viewings("book", { start: at("14:00") });
  const { slots } = await viewings("find_slots", { from_date: day, days: 1 });
  const free = slots.map(({ start }: { start: string }) => start.slice(11, 16));
  expect(free).toEqual(["11:00", "12:00", "13:00", "15:00", "16:00", "17:00"]);
  expect((await viewings("book", { start: at("10:00") })).error).toContain("not free");
  expect(await events()).toHaveLength(3);
});

test("an event of a person that came in between wins, and nothing of the booking remains", async () => {
  const viewings = await open();
  // The person's event is written while the answer to the product's insertion is on its way.
  await fault({ match: "POST /google/calendar", delayMs: 1_000 });
  const booking = viewings("book", { start: at("10:00") });
  await until("the product's event", async () => (await events()).length === 1);
  await busy("10:30", "11:00");
  const outcome = await booking;
  expect(outcome.error).toContain("not free");
  expect(await events()).toEqual(["10:30 Private"]);
  expect((await viewings("list", {})).appointments).toEqual([]);
});

test("a repeat after an answer was lost finds its own event", async () => {
  const viewings = await open();
  const same = { idempotencyKey: `lost-${calls}` };
  await fault({ match: "POST /google/calendar", drop: "after" });
  await expect(viewings("book", { start: at("10:00") }, same)).rejects.toThrow("the outcome is unknown");
  expect(await viewings("book", { start: at("10:00") }, same)).toMatchObject({ status: "booked" });
  expect(await events()).toEqual(["10:00 Viewing"]);
});

test("a time stays free when Google limits the rate, and is not told as booked", async () => {
  const viewings = await open();
  await fault({ match: "POST /google/calendar", status: 403 });
  await expect(viewings("book", { start: at("10:00") })).rejects.toMatchObject({ code: "google-unavailable" });
  const other = { customer: { id: "customer-2", address: "+919800000002", name: null } };
  expect(await viewings("book", { start: at("10:00") }, other)).toMatchObject({ status: "booked" });
});

test("gives the last slot once when twenty ask at once", async () => {
  const viewings = await open();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, person) =>
      viewings("book", { start: at("10:00") }, { customer: { id: `person-${person}`, address: "", name: null } }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "booked")).toHaveLength(1);
  expect(await events()).toHaveLength(1);
});

test("asks for one token, for a new one after a 401, and takes a rotated secret without a restart", async () => {
  const viewings = await open();
  await viewings("book", { start: at("10:00") });
  const granted = async () => (await (await fetch(`${sandbox.url}/_sandbox/google/tokens`)).json()) as object;
  expect(await granted()).toEqual({ granted: 1 });
  await post("/_sandbox/google/revoke", {});
  expect(await viewings("book", { start: at("11:00") })).toMatchObject({ status: "booked" });
  expect(await granted()).toEqual({ granted: 2 });
  secrets.TOKEN = "revoked";
  await expect(viewings("book", { start: at("12:00") })).rejects.toMatchObject({ code: "google-refused" });
  secrets.TOKEN = sandboxGoogle.refreshToken;
  expect(await viewings("book", { start: at("12:00") })).toMatchObject({ status: "booked" });
});

test("works with a service account's key, and refuses one that Google does not know or cannot read", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  const account = { client_email: "bot@agency.iam.gserviceaccount.com", private_key: key };
  secrets.KEY = JSON.stringify(account);
  const viewings = await open({ service_account: secretReference("KEY") });
  await expect(viewings("book", { start: at("10:00") })).rejects.toMatchObject({ code: "google-refused" });
  const public_key = publicKey.export({ type: "spki", format: "pem" });
  await post("/_sandbox/google/service-accounts", { client_email: account.client_email, public_key });
  expect(await viewings("book", { start: at("10:00") })).toMatchObject({ status: "booked" });
  secrets.KEY = "{}";
  await expect(viewings("book", { start: at("11:00") })).rejects.toMatchObject({ code: "google-refused" });
});

test("a calendar that is not shared is named as such", async () => {
  const viewings = await open({ resources: [{ id: "flat", calendar_id: "elsewhere" }] });
  await expect(viewings("book", { start: at("10:00") })).rejects.toMatchObject({
    code: "google-refused",
    message: expect.stringContaining("Is the calendar shared?"),
  });
});
