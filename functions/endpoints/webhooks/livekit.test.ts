import { hash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AccessToken } from "livekit-server-sdk";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { findCallOfRoom, rememberRoom } from "../../engines/calls/record/call-room.ts";
import { type ServedWebhooks, serveWebhooks } from "./fixture.ts";

const apiKey = "devkey";
const apiSecret = "devsecret-devsecret-devsecret-32";
const tenantId = TenantId.parse("clinic");
const clinic = `  channels:
    input: [{ type: voice, config: { phone_numbers: ["+912212345678"] } }]
`;

/** Records what LiveKit's API is asked. */
const asked: string[] = [];
let livekit: Server;
let served: ServedWebhooks;

beforeAll(async () => {
  livekit = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(livekit, "listening");
});
afterAll(() => {
  livekit.closeAllConnections();
  livekit.close();
});
beforeEach(async () => {
  asked.length = 0;
  const platform = { LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret, CALL_METADATA_SECRET: "m".repeat(32) };
  const liveKitUrl = `ws://127.0.0.1:${(livekit.address() as AddressInfo).port}`;
  served = await serveWebhooks({ tenants: { clinic }, secrets: { _platform: platform }, liveKitUrl });
});
afterEach(() => served.close());

const room = { sid: "RM_1", name: "call-_+919812345601_x" };
const telephone = {
  sid: "PA_1",
  identity: "sip_1",
  kind: "SIP",
  joinedAtMs: "1795946400123",
  attributes: { "sip.phoneNumber": "+919812345601", "sip.trunkPhoneNumber": "+912212345678" },
};
const event = (name: string, more: object = {}, id = "EV_1") =>
  JSON.stringify({ event: name, id, createdAt: "1795946400", room, ...more });

async function post(
  body: string,
  how: { readonly secret?: string; readonly signs?: string; readonly type?: string } = {},
) {
  const token = new AccessToken(apiKey, how.secret ?? apiSecret);
  token.sha256 = hash("sha256", how.signs ?? body, "base64");
  const headers = { Authorization: await token.toJwt(), "Content-Type": how.type ?? "application/webhook+json" };
  const response = await fetch(`${served.url}/webhooks/livekit`, { method: "POST", headers, body });
  return { status: response.status, body: (await response.json()) as { code?: string } };
}

const reports = () => served.published.map(({ tenantId: of, key, data }) => ({ of, key, ...(data as object) }));

test("a caller of a tenant's number opens the call, and its further events find it by its room", async () => {
  expect(await post(event("room_started"))).toMatchObject({ status: 200 });
  await post(event("participant_joined", { participant: telephone }, "EV_2"));
  const agent = { sid: "PA_2", identity: "agent-1", kind: "AGENT" };
  await post(event("participant_joined", { participant: agent }, "EV_3"));
  await post(
    event("participant_left", { participant: { ...telephone, disconnectReason: "CLIENT_INITIATED" } }, "EV_4"),
  );
  await post(event("room_finished", {}, "EV_5"));
  const call = { of: "clinic", key: "call-RM_1", callId: "call-RM_1", room: room.name };
  expect(reports()).toMatchObject([
    {
      ...call,
      at: "2026-11-29T10:00:00.123Z",
      report: {
        type: "opened",
        direction: "inbound",
        customerAddress: "+919812345601",
        accountAddress: "+912212345678",
        configName: "main",
      },
    },
    { ...call, report: { type: "caller-joined", identity: "sip_1" } },
    { ...call, report: { type: "agent-joined", identity: "agent-1" } },
    { ...call, at: "2026-11-29T10:00:00.999Z", report: { type: "caller-left", reason: "1" } },
    { ...call, report: { type: "room-finished" } },
  ]);
});

test("an event that is delivered twice has the same id", async () => {
  await rememberRoom(served.platform.documents, room.name, { tenantId, callId: "c1", now: new Date() });
  await post(event("room_finished"));
  await post(event("room_finished"));
  expect(new Set(served.published.map(({ id }) => id)).size).toBe(1);
});

test("a withheld number is nobody's", async () => {
  const attributes = { ...telephone.attributes, "sip.phoneNumber": "anonymous" };
  await post(event("participant_joined", { participant: { ...telephone, attributes } }));
  expect(reports()[0]).toMatchObject({ report: { type: "opened", customerAddress: null } });
});

test("a call to a number of no tenant is recorded and ended", async () => {
  const attributes = { ...telephone.attributes, "sip.trunkPhoneNumber": "+912299999999" };
  expect(await post(event("participant_joined", { participant: { ...telephone, attributes } }))).toMatchObject({
    status: 200,
  });
  expect(served.published).toMatchObject([
    { type: "message-unroutable", data: { provider: "livekit", channel: "voice", accountAddress: "+912299999999" } },
  ]);
  expect(asked).toEqual(["/twirp/livekit.RoomService/DeleteRoom"]);
  expect(await findCallOfRoom(served.platform.documents, room.name)).toBeUndefined();
});

test("an operator who joins is no caller, and rooms without a call are ignored", async () => {
  const operator = { ...telephone, attributes: { ...telephone.attributes, "call.role": "operator" } };
  expect(await post(event("participant_joined", { participant: operator }))).toMatchObject({ status: 200 });
  expect(await post(event("track_published"))).toMatchObject({ status: 200 });
  expect(served.published).toEqual([]);
});

test.each<[string, Parameters<typeof post>[1], number, string]>([
  ["of another key", { secret: "another-secret-another-secret-123" }, 403, "signature-invalid"],
  ["of another body", { signs: "{}" }, 403, "signature-invalid"],
  ["of another type", { type: "application/json" }, 415, "media-type-unsupported"],
])("refuses a report %s", async (_what, how, status, code) => {
  expect(await post(event("room_finished"), how)).toMatchObject({ status, body: { code } });
});

test("refuses what is signed and no event", async () => {
  expect(await post("not json")).toMatchObject({ status: 400, body: { code: "body-invalid" } });
});
