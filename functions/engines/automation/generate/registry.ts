import type { SectionItem } from "../../../../shared/contracts/lifecycle/requirements.ts";
import type { ConfigObject } from "./placement.ts";

/** A tool or integration that the product has, as the configuration names it. */
export interface KnownTool {
  readonly name: string;
  /** Words of a requirement that mean it. */
  readonly words: RegExp;
  readonly entry: ConfigObject;
  /** What the entry assumes and nobody said. */
  readonly assumption?: string;
}

export const knowledgeTool: KnownTool = {
  name: "search_knowledge",
  words: /\b(answer|look up|search|find|tell|prices?|information|question|faq)\b/i,
  entry: { name: "search_knowledge", type: "rag", config: { knowledge_base: "general", include_pricing: true } },
};

const appointments: KnownTool = {
  name: "appointments",
  words: /\b(book|reschedule|cancel|appointments?|slots?|calendar|visits?|reservations?)\b/i,
  entry: {
    name: "appointments",
    type: "calendar",
    description: "Appointments",
    config: { services: [{ id: "appointment", minutes: 30 }], resources: [{ id: "main" }] },
  },
  assumption:
    "An appointment takes 30 minutes, one at a time, within the opening hours. Correct `tools.available` of type calendar.",
};

export const ticketTool: KnownTool = {
  name: "create_support_ticket",
  words: /\b(tickets?|complaints?|requests?|cases?|issues?)\b/i,
  entry: {
    name: "create_support_ticket",
    type: "ticketing",
    config: { priority_levels: ["urgent", "high", "medium", "low"] },
  },
};

const vision: KnownTool = {
  name: "read_photo",
  words: /\b(photos?|pictures?|images?|prescriptions?|scans?)\b/i,
  entry: { name: "read_photo", type: "ai_vision", config: { supported_formats: ["jpg", "png", "pdf"] } },
};

/** In the order in which a requirement's words are looked up: the more particular first. */
const tools: readonly KnownTool[] = [vision, appointments, ticketTool, knowledgeTool];

/** The tool that a node of a flow means. */
export function toolFor(text: string): KnownTool | undefined {
  return tools.find(({ words }) => words.test(text));
}

/** The tool without which an objective cannot be reached. */
export function toolOfObjective(kind: SectionItem<"objectives">["kind"]): KnownTool | undefined {
  if (kind === "bookings") return appointments;
  if (kind === "support" || kind === "leads") return ticketTool;
  return kind === "sales" ? knowledgeTool : undefined;
}

const integrations: readonly KnownTool[] = [
  {
    name: "zendesk",
    words: /\bzendesk\b/i,
    entry: { name: "zendesk", type: "crm", config: { api_key: secret("ZENDESK_API_KEY") } },
    assumption: "Zendesk needs `email` and `subdomain` of the client's account under `integrations`.",
  },
  {
    name: "hubspot",
    words: /\bhubspot\b/i,
    entry: { name: "hubspot", type: "crm", config: { api_key: secret("HUBSPOT_TOKEN") } },
  },
  {
    name: "razorpay",
    words: /\brazorpay\b/i,
    entry: {
      name: "razorpay",
      type: "payment",
      config: {
        api_key: secret("RAZORPAY_API_KEY"),
        secret_key: secret("RAZORPAY_SECRET"),
        webhook_secret: secret("RAZORPAY_WEBHOOK_SECRET"),
      },
    },
  },
];

/** The integration with a system that the product has. */
export function integrationFor(system: string): KnownTool | undefined {
  return integrations.find(({ words }) => words.test(system));
}

/** A secret's name, as a configuration writes it. */
export function secret(name: string): string {
  return `$\{${name}}`;
}
