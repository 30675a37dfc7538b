import { dispose, Room } from "@livekit/rtc-node";
import { decodeJwt } from "jose";
import { AccessToken, AgentDispatchClient } from "livekit-server-sdk";
import { findLiveKit } from "../../emulators/livekit/find.ts";
import type { CallView } from "../../functions/engines/calls/routes/views.ts";
import { agentName } from "../../shared/voice/call.ts";
import { verifyCallMetadata } from "../../shared/voice/call-metadata.ts";
import { until } from "../contracts/open-platform.ts";
import { skipped } from "../skipped.ts";
import { type CallProduct, startCallProduct } from "./call-product.fixture.ts";
import { inRealTime } from "./real-time.ts";
import { CallClaims, type Opened } from "./talk.ts";

inRealTime();

const found = findLiveKit(process.env.LIVEKIT_SERVER);

if (found.found) {
  let product: CallProduct;
  const rooms: Room[] = [];
  beforeAll(async () => {
    product = await startCallProduct(found);
  });
  afterAll(async () => {
    await Promise.all(rooms.map((room) => room.disconnect()));
    await dispose();
    await product.close();
  });

  async function open(): Promise<Opened> {
    const { status, body } = await product.api<Opened>("POST", "/v1/voice/token", {
      client_id: "client_1",
      session_id: "v1",
    });
    expect(status).toBe(201);
    return body;
  }

  async function join({ url, token }: Pick<Opened, "url" | "token">): Promise<Room> {
    const room = new Room();
    await room.connect(url, token, { autoSubscribe: true, dynacast: false });
    rooms.push(room);
    return room;
  }

  /** What a worker's agent is for the server. */
  async function joinAsAgent({ url, room }: Opened, identity: string): Promise<Room> {
    const { apiKey, apiSecret } = product.livekit;
    const token = new AccessToken(apiKey, apiSecret, { identity });
    token.kind = "agent";
    token.addGrant({ room, roomJoin: true, agent: true });
    return join({ url, token: await token.toJwt() });
  }

  const record = async (id: string) => (await product.api<CallView>("GET", `/v1/calls/${id}`)).body;
  const dispatches = async (room: string) => {
    const { httpUrl, apiKey, apiSecret } = product.livekit;
    return new AgentDispatchClient(httpUrl, apiKey, apiSecret).listDispatch(room);
  };

  test("a browser's token joins its call, sends for the agent, and the server's reports make the record", async () => {
    const opened = await open();
    expect(await record(opened.call_id)).toMatchObject({ status: "open", direction: "web", customer_address: "v1" });
    const caller = await join(opened);
    const [dispatch] = await dispatches(opened.room);
    expect(dispatch).toMatchObject({ agentName });
    expect(await verifyCallMetadata(product.platform.keys, dispatch?.metadata ?? "")).toMatchObject({
      tenantId: "client_1",
      callId: opened.call_id,
      direction: "web",
      channel: "web_voice",
    });
    const agent = await joinAsAgent(opened, "agent-1");
    await until("both are in the record", async () => (await record(opened.call_id)).participants.length === 2);
    await caller.disconnect();
    await agent.disconnect();
    await until("the record is closed", async () => (await record(opened.call_id)).status === "ended");
    const call = await record(opened.call_id);
    expect(call).toMatchObject({ outcome: "abandoned", redispatches: 0, cost: { total: "0" } });
    expect(call.participants.map(({ role, left_at }) => [role, left_at !== null])).toEqual(
      expect.arrayContaining([
        ["caller", true],
        ["agent", true],
      ]),
    );
  });

  test("an agent is sent for again when none came, and again when it is lost", async () => {
    const opened = await open();
    const caller = await join(opened);
    await until("a second dispatch", async () => (await dispatches(opened.room)).length === 2);
    const agent = await joinAsAgent(opened, "agent-1");
    await until("the agent is in the record", async () => (await record(opened.call_id)).participants.length === 2);
    await agent.disconnect();
    await until("another dispatch", async () => (await dispatches(opened.room)).length === 3);
    const ended = await product.api<CallView>("POST", `/v1/calls/${opened.call_id}/end`);
    expect(ended).toMatchObject({ status: 200, body: { status: "ended", ended_by: "asha" } });
    await until("the caller is out", async () => !caller.isConnected);
  });

  test("a visitor of a page opens a call with their own session, in their language", async () => {
    const post = async (path: string, body: object, token?: string) => {
      const identity: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      const headers = { "Content-Type": "application/json", ...identity };
      const response = await fetch(product.url + path, { method: "POST", headers, body: JSON.stringify(body) });
      return {
        status: response.status,
        body: (await response.json()) as Opened & { session_id: string; code: string },
      };
    };
    const session = await post("/widget/v1/sessions", { client_id: "client_1" });
    const opened = await post("/widget/v1/calls", { language: "hi" }, session.body.token);
    expect(opened.status).toBe(201);
    const { roomConfig } = CallClaims.parse(decodeJwt(opened.body.token));
    const metadata = await verifyCallMetadata(product.platform.keys, roomConfig.agents[0].metadata);
    expect(metadata).toMatchObject({ language: "hi", customerAddress: session.body.session_id });
    expect(await post("/widget/v1/calls", { language: "1" }, session.body.token)).toMatchObject({ status: 422 });
    expect(await post("/widget/v1/calls", {})).toMatchObject({ status: 401 });
  });

  test("a token is good for its own room and a microphone only", async () => {
    const { token, room } = await open();
    expect(decodeJwt(token).video).toEqual({
      room,
      roomJoin: true,
      canPublish: true,
      canPublishSources: ["microphone"],
      canSubscribe: true,
      canPublishData: true,
      canUpdateOwnMetadata: false,
    });
  });
} else {
  skipped(found.notice);
}
