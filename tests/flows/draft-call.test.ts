import { testClient } from "../../voice-runner/socket/endpoint.fixture.ts";
import { until } from "../contracts/open-platform.ts";
import { inRealTime } from "../voice/real-time.ts";
import { clinicYaml, openClinic } from "./stage/clinic.ts";
import { flow, newWord } from "./stage/flow.ts";

inRealTime();

const world = flow(undefined, { SPEECH_PROVIDER: "embedded", LIVEKIT_URL: "" });

interface DraftCall {
  readonly session_id: string;
  readonly socket_url: string;
  readonly token: string;
  readonly code?: string;
}

/** A clinic whose stored agent is Maya, and a draft of it with other words. */
async function clinicWithDraft(greeting = "Good day, this is Leo.") {
  const { product } = world;
  const clinic = await openClinic(product, { agentName: "Maya" });
  const { client } = clinic;
  const yaml = clinicYaml(clinic, { agentName: "Leo", voice: `{ greeting: { text: "${greeting}" } }` });
  const opened = await product.api("POST /v1/drafts", { client, body: { config: "main", yaml } });
  expect(opened.status).toBe(201);
  const draft = String(opened.body.draft_id);
  return {
    client,
    draft,
    dial: (more: object = {}, body: object = {}) =>
      product.api<DraftCall>(`POST /v1/drafts/${draft}/calls`, { client, body, ...more }),
    end: () => product.api(`DELETE /v1/drafts/${draft}`, { client }),
  };
}

const connect = () => testClient(`${world.product.url.replace("http", "ws")}/v1/socket`);
const start = (token: string, more: object = {}) => ({ type: "start", version: 1, mode: "voice", token, ...more });

it("a call to a draft greets and answers by the draft's text, and leaves nothing at the client", async () => {
  const { client, dial } = await clinicWithDraft();
  const { status, body } = await dial();
  expect(status).toBe(201);
  expect(body).toMatchObject({ socket_url: "/v1/socket", expires_at: expect.stringMatching(/^20/) });
  const word = newWord();
  await world.outside.script(word, { text: "A thyroid test costs 549 rupees." });
  const caller = connect();
  await caller.send(start(body.token));
  expect(await caller.frame("said")).toMatchObject({ text: "Good day, this is Leo." });
  await caller.until("sound", () => caller.sound.length > 0 || undefined);
  await caller.send({ type: "message", text: `What does it cost, ${word}?` });
  await caller.until("the answer", () => caller.frames.find(({ text }) => /549|five hundred/.test(String(text))));
  expect(JSON.stringify(await world.outside.asked(word))).toContain("You are Leo,");
  await caller.send({ type: "end" });
  await caller.closed();
  for (const list of ["conversations", "calls", "customers"])
    expect((await world.product.api(`GET /v1/${list}`, { client })).body).toMatchObject({ items: [] });
});

it("a token opens calls of its own session alone, and is given to those who may write the draft", async () => {
  const { client, dial, end } = await clinicWithDraft();
  const stranger = (await openClinic(world.product)).client;
  expect(await dial({ client: stranger })).toMatchObject({ status: 404, body: { code: "draft-not-found" } });
  for (const role of ["viewer", "operator", "service"])
    expect(await dial({ role })).toMatchObject({ status: 403, body: { code: "permission-missing" } });
  const { body } = await dial();
  const headers = { authorization: `Bearer ${body.token}` };
  const api = await fetch(`${world.product.url}/v1/conversations`, { headers });
  expect(api.status).toBe(401);

  const refusal = async (message: object) => {
    const caller = connect();
    await caller.send(message);
    return (await caller.problem()).code;
  };
  expect(await refusal({ ...start(body.token), mode: "chat" })).toBe("token-for-calls");
  expect(await refusal(start(body.token, { session_id: "another" }))).toBe("session-not-yours");
  expect(await refusal(start(body.token, { config_id: "main" }))).toBe("config-not-yours");
  expect(await refusal(start(body.token, { client_id: client }))).toBe("client-not-found");

  // The next token of a call is for its own person's sessions.
  expect(await dial({}, { session_id: body.session_id })).toMatchObject({
    status: 201,
    body: { session_id: body.session_id },
  });
  expect(await dial({}, { session_id: "call-0123456789abcdef-x" })).toMatchObject({
    status: 403,
    body: { code: "session-not-yours" },
  });
  await end();
  await until("the draft has ended", async () => (await dial()).status === 409);
  expect(await refusal(start(body.token))).toBe("draft-closed");
});
