import { configuredKnowledge } from "../knowledge/configured-knowledge.ts";
import { dependencies, emptyMaterial, toolCall } from "./fixtures.ts";
import { createTools, toolKinds } from "./index.ts";

/** The tools of the specification's section 3.4, verbatim. */
const specified = [
  [
    "fetch_customer_data",
    "database",
    { table: "customers", permissions: ["read"], fields: ["name", "phone", "history", "preferences"] },
  ],
  ["check_appointment_availability", "database", { table: "appointments", permissions: ["read"], date_range: 30 }],
  [
    "create_medical_order",
    "api",
    {
      endpoint: "https://api.client.com/orders",
      method: "POST",
      auth_type: "bearer",
      required_fields: ["customer_name", "phone", "test_codes"],
    },
  ],
  [
    "process_payment",
    "api",
    { endpoint: "https://api.client.com/payments", method: "POST", payment_providers: ["razorpay", "phonepe", "cash"] },
  ],
  [
    "medical_rag_tool",
    "rag",
    { knowledge_base: "medical_knowledge", include_pricing: true, include_preparation: true },
  ],
  [
    "prescription_analysis",
    "ai_vision",
    { supported_formats: ["jpg", "png", "pdf"], confidence_threshold: 0.8, whatsapp_integration: true },
  ],
  [
    "send_whatsapp_message",
    "messaging",
    { provider: "twilio_whatsapp", templates: ["appointment_reminder", "test_results", "payment_request"] },
  ],
  [
    "create_support_ticket",
    "ticketing",
    { priority_levels: ["urgent", "high", "medium", "low"], auto_escalation: true },
  ],
] as const;

const material = {
  ...emptyMaterial,
  knowledge: configuredKnowledge(emptyMaterial.tenantId, [
    { base: "medical_knowledge", id: "cbc", title: "CBC test", text: "CBC costs ₹399. No fasting is needed." },
    { base: "other", id: "cbc-2", title: "CBC of another base", text: "Never shown." },
  ]),
};

function parseConfig(type: string, config: unknown) {
  return toolKinds.find(({ kind }) => kind === type)?.config.parse(config);
}

async function tools() {
  const available = specified.map(([name, type, config]) => ({ name, type, config: parseConfig(type, config) }));
  const { tools: made, unavailable } = await createTools(available, dependencies(), material).current();
  expect(unavailable).toEqual([]);
  return made;
}

test("creates all the specification's tools, each with a description and a JSON Schema", async () => {
  const built = await tools();
  expect(built.map(({ name }) => name)).toEqual(specified.map(([name]) => name));
  for (const tool of built) {
    expect(tool.description.length).toBeGreaterThan(20);
    expect(tool.parameters.jsonSchema).toMatchObject({ type: "object", properties: expect.any(Object) });
  }
  const changing = built.filter(({ sideEffects }) => sideEffects).map(({ name }) => name);
  expect(changing).toEqual([
    "create_medical_order",
    "process_payment",
    "send_whatsapp_message",
    "create_support_ticket",
  ]);
});

test("an unknown key in a tool's config is refused", () => {
  for (const [, type, config] of specified)
    expect(() => parseConfig(type, { ...config, unknown_key: 1 })).toThrow("unknown_key");
});

test("an unknown type is refused by name", () => {
  expect(() => createTools([{ name: "x", type: "teleport", config: {} }], dependencies(), material)).toThrow(
    "teleport",
  );
});

test("a rag tool searches its own base and cites its results", async () => {
  const rag = (await tools()).find(({ name }) => name === "medical_rag_tool");
  const result = await rag?.execute({ query: "CBC kitne ka hai" }, toolCall());
  expect(result?.sources).toEqual([{ id: "cbc", title: "CBC test", text: "CBC costs ₹399. No fasting is needed." }]);
  expect(await rag?.execute({ query: "capital of France" }, toolCall())).toMatchObject({ content: { passages: [] } });
});

test("a rag tool leaves out prices when configured", async () => {
  const config = parseConfig("rag", { knowledge_base: "medical_knowledge", include_pricing: false });
  const made = createTools([{ name: "facts", type: "rag", config }], dependencies(), material);
  const [rag] = (await made.current()).tools;
  const result = await rag?.execute({ query: "CBC" }, toolCall());
  expect(result?.sources?.[0]?.text).toBe("No fasting is needed.");
});
