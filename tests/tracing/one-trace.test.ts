import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../emulators/google/start.ts";
import type { CollectedSpan } from "../../emulators/otlp.ts";
import { until } from "../contracts/open-platform.ts";
import { openClinic } from "../flows/stage/clinic.ts";
import { newCustomer, newWord } from "../flows/stage/flow.ts";
import { sendTracedMessage, startTracedWorld, type TracedMessage, type TracedWorld } from "./one-message.ts";

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);
const platforms = [
  { platform: "embedded", google: async () => undefined, system: "embedded" },
  ...(emulators.found
    ? [{ platform: "gcp", google: () => startGoogleStack(emulators, anyPorts), system: "gcp_pubsub" }]
    : []),
];

if (!emulators.found)
  test(`skipped on Google's emulators: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });

describe.each(platforms)("one WhatsApp message on $platform", ({ platform, google, system }) => {
  let stack: GoogleStack | undefined;
  let world: TracedWorld;
  let message: TracedMessage;

  beforeAll(async () => {
    stack = await google();
    world = await startTracedWorld(stack);
    message = await sendTracedMessage(world);
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await stack?.close();
  }, 60_000);

  const named = (name: string) => message.spans.filter((span) => span.name === name);
  const parentOf = ({ parentSpanId }: CollectedSpan) => message.spans.find(({ spanId }) => spanId === parentSpanId);

  /** The names from a span up to its trace's first. */
  function pathOf(span: CollectedSpan | undefined): readonly string[] {
    if (span === undefined) return [];
    return [span.name, ...pathOf(parentOf(span))];
  }

  it("is one trace with one beginning", () => {
    const roots = message.spans.filter((span) => parentOf(span) === undefined);
    expect(roots.map(({ name, parentSpanId }) => ({ name, parentSpanId }))).toEqual([
      { name: "POST /webhooks/twilio/whatsapp", parentSpanId: "" },
    ]);
  });

  const answering = [
    "process conversation-answer-burst",
    "schedule burst-ended",
    "process conversation-turn",
    "send message-received",
    "POST /webhooks/twilio/whatsapp",
  ];
  const agent = ["invoke_agent Maya", ...answering];
  const sending = ["send whatsapp", ...answering];
  it.each([
    ["the burst's answer", answering],
    ["the retrieval", ["retrieval", ...agent]],
    ["the model", ["chat gemini-3.8-flash", ...agent]],
    ["the tool", ["execute_tool find_orders", ...agent]],
    ["the send", sending],
    ["the delivery report", ["record delivery-reported", ...sending]],
  ])("leads from the webhook to %s", (_, path) => {
    expect(pathOf(named(path[0] ?? "")[0])).toEqual(path);
  });

  it("asks the model twice, around the tool", () => {
    expect(named("chat gemini-3.8-flash")).toHaveLength(2);
    expect(named("execute_tool find_orders")).toHaveLength(1);
  });

  it("names things as OpenTelemetry's conventions do", () => {
    const attributesOf = (name: string) => named(name)[0]?.attributes;
    expect(attributesOf("chat gemini-3.8-flash")).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "gcp.gemini",
      "gen_ai.request.model": "gemini-3.8-flash",
      "gen_ai.usage.input_tokens": expect.anything(),
      "gen_ai.usage.output_tokens": expect.anything(),
    });
    expect(attributesOf("invoke_agent Maya")).toMatchObject({ "gen_ai.operation.name": "invoke_agent" });
    expect(attributesOf("execute_tool find_orders")).toMatchObject({ "gen_ai.tool.name": "find_orders" });
    expect(attributesOf("send whatsapp")).toMatchObject({ "messaging.system": "twilio" });
    expect(attributesOf("process conversation-turn")).toMatchObject({
      "messaging.system": system,
      "messaging.operation.type": "process",
      "messaging.destination.name": "message-received",
      "messaging.destination.subscription.name": "conversation-turn",
    });
    expect(attributesOf("POST /webhooks/twilio/whatsapp")).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/webhooks/twilio/whatsapp",
      "http.response.status_code": "200",
    });
  });

  it("links a report to the webhook that brought it", () => {
    const report = named("record delivery-reported")[0];
    const webhook = world.collector.spans().find(({ spanId }) => spanId === report?.links[0]?.spanId);
    expect(webhook?.name).toBe("POST /webhooks/twilio/status");
    expect(webhook?.traceId).not.toBe(report?.traceId);
  });

  it("exports nothing that identifies the customer or was said", () => {
    const exported = Buffer.concat(world.collector.requests().map(({ bytes }) => bytes));
    expect(exported.includes("conversation-turn")).toBe(true);
    const found = message.personal.filter((text) => exported.includes(text));
    expect(found).toEqual([]);
  });

  it("is named by the log's lines", () => {
    const lines = world.product
      .output()
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const received = lines.find((line) => line.message === "Event received" && line.type === "message-received");
    const webhook = named("POST /webhooks/twilio/whatsapp")[0];
    expect(received).toMatchObject(
      platform === "gcp"
        ? {
            "logging.googleapis.com/trace": `projects/demo-agent-platform/traces/${webhook?.traceId}`,
            "logging.googleapis.com/spanId": webhook?.spanId,
            "logging.googleapis.com/trace_sampled": true,
          }
        : { trace_id: webhook?.traceId, span_id: webhook?.spanId },
    );
  });

  it("has its turn in the trace of the request, for a chat, and only links the caller's", async () => {
    const word = newWord();
    await world.outside.script(word, { text: "We are open." });
    const theirs = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const { client } = message.clinic;
    const { status } = await world.product.api("POST /v1/chat", {
      client,
      role: "service",
      headers: { traceparent: theirs },
      body: { client_id: client, session_id: word, message: `Open today? ${word}` },
    });
    expect(status).toBe(200);
    const spans = () => world.collector.spans();
    await until("the request is traced", () => spans().some(({ name }) => name === "POST /v1/chat"));
    const request = spans().find(({ name }) => name === "POST /v1/chat");
    expect(request).toMatchObject({
      parentSpanId: "",
      links: [{ traceId: "0af7651916cd43dd8448eb211c80319c", attributes: { "link.kind": "caller" } }],
    });
    const inTrace = spans().filter(({ traceId }) => traceId === request?.traceId);
    expect(inTrace.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["conversation-turn", "invoke_agent Maya", "chat gemini-3.8-flash"]),
    );
    expect(spans().filter(({ traceId }) => traceId === "0af7651916cd43dd8448eb211c80319c")).toEqual([]);
  });
});

test("one WhatsApp message stays one trace when the process is killed in its turn", async () => {
  const world = await startTracedWorld();
  try {
    const clinic = await openClinic(world.product);
    const [customer, word] = [newCustomer(), newWord()];
    await world.outside.script(word, { delayMs: 3_000, text: "Lost." }, { text: "We are open." });
    await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Open today? ${word}` });
    const named = (name: string) => world.collector.spans().filter((span) => span.name === name);
    await until("the webhook is traced", () => named("POST /webhooks/twilio/whatsapp").length > 0);
    await until("the model is asked", async () => (await world.outside.asked(word)).length > 0);
    await world.product.kill();
    await world.product.restart();
    await until("the answer is traced", () => named("send whatsapp").length > 0);
    const webhook = named("POST /webhooks/twilio/whatsapp")[0];
    const again = named("process conversation-turn").find(({ attributes }) => attributes["agent_platform.attempt"]);
    expect([again?.traceId, named("send whatsapp")[0]?.traceId]).toEqual([webhook?.traceId, webhook?.traceId]);
  } finally {
    await world.close();
  }
}, 120_000);
