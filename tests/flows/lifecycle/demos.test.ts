import { decodeJwt } from "jose";
import { testClient } from "../../../voice-runner/socket/endpoint.fixture.ts";
import { until } from "../../contracts/open-platform.ts";
import { flow } from "../stage/flow.ts";
import { openVisitor } from "../stage/widget-visitor.ts";

const world = flow();
const client = "client_123";

interface Demo {
  readonly demo_id: string;
  readonly status: string;
  readonly url: string;
  readonly problem: string | null;
  readonly sandbox_client_id: string;
  readonly notes: readonly string[];
  readonly has_password: boolean;
}

const config = {
  business_name: `<b>Krishna</b> "Labs" & Söhne`,
  industry: "healthcare",
  knowledge: [{ title: "Parking", text: "Parking is free in the basement of the Baner branch.", url: null }],
  ai_agent: { tools: ["info_retrieval", "appointment_booking", "support_ticket", "symptom_checker"] },
  branding: { primary_color: "#ffee00" },
};

async function create(body: object = {}, headers: Record<string, string> = {}): Promise<Demo> {
  const made = await world.product.api<Demo>("POST /v1/demos", { client, body: { config, ...body }, headers });
  expect(made).toMatchObject({ status: 202, body: { state: "live" } });
  return made.body;
}

const show = async ({ demo_id }: Demo) => (await world.product.api<Demo>(`GET /v1/demos/${demo_id}`, { client })).body;

async function ready(demo: Demo): Promise<Demo> {
  await until("the demo is made", async () => (await show(demo)).status !== "building");
  expect(await show(demo)).toMatchObject({ status: "ready", problem: null });
  return demo;
}

const change = (demo: Demo, body: object) => world.product.api(`PATCH /v1/demos/${demo.demo_id}`, { client, body });

/** The page, with its cookie where a password gave one. */
async function page(demo: Demo, init: RequestInit = {}) {
  const response = await fetch(demo.url, { redirect: "manual", ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

it("answers from its own facts on a branded page, and reaches nobody outside", async () => {
  const began = Date.now();
  const demo = await ready(await create());
  console.log(`a demo was ready after ${Date.now() - began} ms`);
  expect((await show(demo)).notes[0]).toContain("symptom_checker");
  const shown = await page(demo);
  expect(shown.status).toBe(200);
  expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  expect(shown.text).toContain("Demo with invented data");
  expect(shown.text).toContain("&lt;b&gt;Krishna&lt;/b&gt;");
  expect(shown.text).not.toContain("<b>Krishna");
  const css = await (await fetch(`${demo.url}/brand.css`)).text();
  expect(css).toMatch(/^:root\{--primary:#[0-9a-f]{6};/);
  expect(css).not.toContain("#ffee00");

  const calls = async () => JSON.stringify(await world.outside.control("requests"));
  const before = await calls();
  const visitor = await openVisitor(world.product.url, { client: demo.sandbox_client_id });
  const events = await visitor.say("a".repeat(16), "Is parking free at the Baner branch?");
  expect(JSON.stringify(events)).toContain("basement");
  await visitor.say("b".repeat(16), "I want to talk to a person, please open a ticket");
  expect(await calls()).toBe(before);

  const headers = { authorization: `Bearer ${visitor.token}` };
  const activity = await (await fetch(`${demo.url}/activity`, { headers })).json();
  expect(activity).toMatchObject({ turns: [{ ms: expect.any(Number) }, { tokens: expect.any(Number) }] });
  await until("the view is counted", async () => {
    const { body } = await world.product.api<{ views: number }>(`GET /v1/demos/${demo.demo_id}/views`, { client });
    return body.views === 1;
  });
  const views = await world.product.api(`GET /v1/demos/${demo.demo_id}/views`, { client });
  expect(views.body).toMatchObject({ visitors: 1, chats: 1 });
  expect(JSON.stringify(views.body)).toContain("Is parking free at the Baner branch?");
});

it("is one demo when it is asked for twice and the product is killed in between", async () => {
  const key = { "idempotency-key": "demo-once" };
  const first = await create({ seed: "once" }, key);
  await world.product.kill();
  await world.product.restart();
  const second = await create({ seed: "once" }, key);
  expect(second.demo_id).toBe(first.demo_id);
  await ready(second);
  const { body } = await world.product.api<{ items: readonly Demo[] }>("GET /v1/demos", { client });
  expect(body.items.filter(({ demo_id }) => demo_id === first.demo_id)).toHaveLength(1);
});

it("opens by its password only, and ends when it is paused, used up or removed", async () => {
  const demo = await ready(await create({ password: "lassi-42", caps: { per_visitor: 3, per_day: 10 } }));
  expect((await page(demo)).status).toBe(401);
  const enter = (password: string) => page(demo, { method: "POST", body: new URLSearchParams({ password }) });
  const wrong = await enter("mango");
  expect([wrong.status, wrong.text.includes("not the password")]).toEqual([401, true]);
  const right = await enter("lassi-42");
  expect(right.status).toBe(303);
  const headers = { cookie: (right.headers.get("set-cookie") ?? "").split(";")[0] ?? "" };
  expect((await page(demo, { headers })).status).toBe(200);

  const visitor = await openVisitor(world.product.url, { client: demo.sandbox_client_id });
  await change(demo, { state: "paused" });
  expect((await page(demo, { headers })).status).toBe(403);
  expect((await visitor.post("messages", { id: "c".repeat(16), text: "Hello" })).status).toBe(403);
  await change(demo, { state: "live" });
  expect([(await page(demo, { headers })).status, (await page(demo, { headers })).status]).toEqual([200, 200]);
  const over = await page(demo, { headers });
  expect([over.status, over.text.includes("Enough for today")]).toEqual([429, true]);
  expect((await visitor.post("messages", { id: "d".repeat(16), text: "Hello" })).status).toBe(429);

  await world.product.api(`DELETE /v1/demos/${demo.demo_id}`, { client });
  await until("the link is gone", async () => [404, 410].includes((await page(demo, { headers })).status));
  expect((await visitor.post("messages", { id: "e".repeat(16), text: "Hello" })).status).toBeGreaterThanOrEqual(403);
});

it("takes calls where it has a voice: a room's token and a call over the socket, which reach nobody outside", async () => {
  const web_ui = { components: ["chat_interface", "voice_interface"] };
  const caps = { per_visitor: 4, per_day: 10 };
  const demo = await ready(await create({ config: { ...config, web_ui }, caps }));
  const sandbox = demo.sandbox_client_id;
  const offer = await fetch(`${world.product.url}/widget/v1/client?client_id=${sandbox}`);
  expect(await offer.json()).toMatchObject({ calls: { socket_url: "/v1/socket", livekit_url: expect.any(String) } });
  const silent = await ready(await create({ config: { ...config, web_ui: { components: ["chat_interface"] } } }));
  const mute = await fetch(`${world.product.url}/widget/v1/client?client_id=${silent.sandbox_client_id}`);
  expect(await mute.json()).toMatchObject({ calls: null });

  const outside = async () => JSON.stringify(await world.outside.control("requests"));
  const before = await outside();
  const visitor = await openVisitor(world.product.url, { client: sandbox });
  const opened = await visitor.post("calls", { language: "en" });
  expect(opened.status).toBe(201);
  const { token, room } = opened.body as { token: string; room: string };
  expect(decodeJwt(token)).toMatchObject({ video: { room, roomJoin: true } });

  const socket = testClient(`${world.product.url.replace("http", "ws")}/v1/socket`);
  await socket.send({ type: "start", version: 1, mode: "voice", token: visitor.token });
  await socket.frame("started");
  await socket.send({ type: "message", text: "Is parking free at the Baner branch?" });
  const spoken = () => JSON.stringify(socket.frames);
  await socket.until("the answer", () => spoken().includes("basement") || undefined);
  expect(await outside()).toBe(before);
  await socket.send({ type: "end" });
  await socket.closed();

  await change(demo, { state: "paused" });
  expect((await visitor.post("calls", {})).status).toBe(403);
  const paused = testClient(`${world.product.url.replace("http", "ws")}/v1/socket`);
  await paused.send({ type: "start", version: 1, mode: "voice", token: visitor.token });
  expect(await paused.frame("problem")).toMatchObject({ problem: { code: "demo-paused" } });
  await change(demo, { state: "live" });
  expect((await visitor.post("calls", {})).status).toBe(201);
  expect((await visitor.post("calls", {})).status).toBe(429);
});

it("speaks Hindi where it is asked for in Hindi", async () => {
  const demo = await ready(await create({ config: { industry: "restaurant", language: "hi", business_name: "रसोई" } }));
  const { text } = await page(demo);
  expect(text).toContain('<html lang="hi" dir="ltr">');
  expect(text).toContain("काल्पनिक डेटा वाला डेमो");
});

it("names the line of what is wrong, and is nobody else's", async () => {
  const yaml =
    "demo_config:\n  industry: healthcare\n  mock_data:\n    - type: customer_interactions\n      count: many\n";
  const refused = await world.product.api<{ detail: string }>("POST /v1/demos", { client, body: { yaml } });
  expect(refused).toMatchObject({ status: 422, body: { code: "demo-config-invalid" } });
  expect(refused.body.detail).toMatch(/^5:14 /);
  const body = { research_id: "nothing" };
  const unknown = await world.product.api("POST /v1/demos", { client, body });
  expect(unknown).toMatchObject({ status: 404, body: { code: "research-report-not-found" } });
  const demo = await create();
  const other = { client: "client_456" };
  expect((await world.product.api(`GET /v1/demos/${demo.demo_id}`, other)).status).toBe(404);
  expect((await world.product.api(`DELETE /v1/demos/${demo.demo_id}`, other)).status).toBe(404);
});
