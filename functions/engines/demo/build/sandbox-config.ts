import { parse, stringify } from "yaml";
import { z } from "zod";
import { BusinessHours } from "../../../../shared/time/business-hours.ts";
import { type DemoConfig, type DemoLanguage, demoTools, mockDataOf } from "../demo-config.ts";
import type { DemoBundle } from "../generate/bundle.ts";
import { inventedMark, priceWords } from "../generate/words.ts";

const Tool = z.looseObject({ name: z.string(), type: z.string(), config: z.record(z.string(), z.unknown()) });
const Template = z.looseObject({
  automation_config: z.looseObject({
    timezone: z.string(),
    agent: z.looseObject({ system_prompt: z.string(), agent_name: z.string() }),
    voice: z.record(z.string(), z.unknown()).optional(),
    tools: z.looseObject({ available: z.array(Tool) }),
  }),
});
export type DemoTemplate = z.infer<typeof Template>;

export const demoBase = "demo_knowledge";
/** The most entries of a configuration's own knowledge in a demo: facts first, then what is invented. */
const mostKnowledge = 560;

export function readTemplate(text: string): DemoTemplate {
  return Template.parse(parse(text));
}

/** The hours in which the demo's business is open: its own, or those of the template's calendar. */
export function openingHoursOf(config: DemoConfig, template: DemoTemplate) {
  const calendar = template.automation_config.tools.available.find(({ type }) => type === "calendar");
  const usual = {
    mon: ["09:00-18:00"],
    tue: ["09:00-18:00"],
    wed: ["09:00-18:00"],
    thu: ["09:00-18:00"],
    fri: ["09:00-18:00"],
  };
  return config.opening_hours ?? BusinessHours.safeParse(calendar?.config.opening_hours).data ?? usual;
}

/**
 * The sandbox tenant's configuration as YAML: the template, the business's facts, and what is invented. It has the web's
 * channels only. Pure.
 */
export function sandboxConfig(
  config: DemoConfig,
  parts: {
    readonly template: DemoTemplate;
    readonly bundle: DemoBundle;
    readonly sandbox: string;
    readonly name: string;
    readonly publicUrl: string;
  },
): { readonly yaml: string; readonly notes: readonly string[] } {
  const { template, bundle, sandbox, name } = parts;
  const base = template.automation_config;
  const hasVoice = config.ai_agent.voice_config !== undefined || config.web_ui.components.includes("voice_interface");
  const { tools, notes } = toolsOf(config, template);
  const voice = voiceOf(config, base.voice, notes);
  const language = agentLanguages[config.language];
  const timezone = config.timezone ?? base.timezone;
  const sections = {
    config_id: `${sandbox}_demo`,
    client_id: sandbox,
    client_name: name,
    industry: config.industry,
    use_case: config.use_case,
    timezone,
    business_hours: openingHoursOf(config, template),
    agent: {
      ...base.agent,
      ...(config.ai_agent.agent_name ? { agent_name: config.ai_agent.agent_name } : {}),
      system_prompt: `${base.agent.system_prompt}${guidelines(config)}`,
      ...(language === undefined ? {} : { language }),
    },
    ...(hasVoice && voice ? { voice } : {}),
    tools: { available: tools },
    channels: {
      input: [
        { type: "web_chat", enabled: true, config: { allowed_origins: [new URL(parts.publicUrl).origin] } },
        ...(hasVoice ? [{ type: "web_voice" }] : []),
      ],
      output: [{ type: "web_chat" }],
    },
    knowledge: knowledgeOf(config, bundle),
    tables: tablesOf(config, bundle),
  };
  return { yaml: stringify({ automation_config: sections }, { lineWidth: 0 }), notes };
}

/** What an agent speaks instead of the language of its template. */
const agentLanguages: Readonly<Record<DemoLanguage, string | undefined>> = { en: undefined, hi: "Hindi", ur: "Urdu" };

function guidelines({ ai_agent, language }: DemoConfig): string {
  const own = ai_agent.system_prompt ? `\n- ${ai_agent.system_prompt}` : "";
  return `${own}\n- This is a demo. Customers, orders and appointments are invented: say so when asked (${inventedMark[language]})\n`;
}

function toolsOf({ ai_agent }: DemoConfig, template: DemoTemplate) {
  const asked = ai_agent.tools;
  const known: readonly string[] = demoTools;
  const notes = (asked ?? [])
    .filter((tool) => !known.includes(tool))
    .map((tool) => `The tool "${tool}" is not one of ${demoTools.join(", ")}. The demo runs without it.`);
  const wants = (tool: (typeof demoTools)[number]) => asked === undefined || asked.includes(tool);
  const calendar = template.automation_config.tools.available.find(({ type }) => type === "calendar");
  const table = (of: string, description: string) => ({
    name: `look_up_${of}`,
    type: "database",
    description,
    config: { table: of, permissions: ["read"], public: true },
  });
  const tools = [
    ...(wants("info_retrieval")
      ? [{ name: "search_knowledge", type: "rag", config: { knowledge_base: demoBase, include_pricing: true } }]
      : []),
    ...(wants("info_retrieval") ? [table("products", "Products and services with their prices")] : []),
    ...(wants("order_lookup") ? [table("orders", "Invented orders by their number, such as O-1001")] : []),
    ...(wants("appointment_booking") && calendar ? [calendar] : []),
    ...(wants("support_ticket")
      ? [
          {
            name: "create_support_ticket",
            type: "ticketing",
            config: { priority_levels: ["urgent", "high", "medium", "low"] },
          },
        ]
      : []),
  ];
  return { tools, notes };
}

function voiceOf({ ai_agent }: DemoConfig, voice: Readonly<Record<string, unknown>> | undefined, notes: string[]) {
  const asked = ai_agent.voice_config;
  if (asked === undefined || voice === undefined) return voice;
  if (asked.provider === "google") return { ...voice, voice_id: asked.voice_id };
  notes.push(
    `The voice ${asked.voice_id} of ${asked.provider} needs a key, and a demo has none. The template's voice speaks.`,
  );
  return voice;
}

function knowledgeOf(config: DemoConfig, bundle: DemoBundle) {
  const facts = config.knowledge.map(({ title, text, url }, index) => ({
    base: demoBase,
    id: `fact-${index + 1}`,
    title,
    text: url === null ? text : `${text} (${url})`,
  }));
  const mark = hasOwnProducts(config) ? "" : ` (${inventedMark[config.language]})`;
  const prices = bundle.products.flatMap(({ id, name, price_minor }) =>
    price_minor === null
      ? []
      : [
          {
            base: demoBase,
            id,
            title: priceWords[config.language](name),
            text: `${priceWords[config.language](name)}: ₹${rupees(price_minor)}${mark}`,
          },
        ],
  );
  const invented = bundle.articles.map(({ id, title, text }) => ({ base: demoBase, id, title, text }));
  return [...facts, ...prices, ...invented].slice(0, mostKnowledge + facts.length);
}

function hasOwnProducts(config: DemoConfig): boolean {
  return mockDataOf(config).products.length > 0;
}

function tablesOf(config: DemoConfig, { products, orders, customers }: DemoBundle) {
  const note = hasOwnProducts(config) ? {} : { note: "invented" };
  const nameOf = new Map(products.map(({ id, name }) => [id, name]));
  const whoOf = new Map(customers.map(({ id, name }) => [id, name]));
  return {
    products: products.map(({ id, name, price_minor }) => ({
      id,
      name,
      price: price_minor === null ? "on request" : `₹${rupees(price_minor)}`,
      ...note,
    })),
    orders: orders.map(({ id, product_id, customer_id, amount_minor, status, date }) => ({
      id,
      product: nameOf.get(product_id) ?? "",
      buyer: whoOf.get(customer_id) ?? "",
      amount: `₹${rupees(amount_minor)}`,
      status,
      date,
      note: "invented",
    })),
  };
}

function rupees(minor: number): string {
  return (minor / 100).toLocaleString("en-IN", { maximumFractionDigits: 2 });
}
