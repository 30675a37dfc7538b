import type { TenantConfig } from "../../config/index.ts";

const texts = new WeakMap<TenantConfig, string>();

/**
 * The sections of a configuration that customers may hear, as one text. They hold the tenant's own numbers, addresses and
 * links. Tools, integrations and tables are left out: they hold keys, internal addresses and other customers.
 */
export function publicTexts(config: TenantConfig): string {
  const cached = texts.get(config);
  if (cached !== undefined) return cached;
  const { agent, channels, knowledge, business_logic, client_name, bookings, reminders, campaigns, callbacks } = config;
  const { canned_replies, catalogue, payments, data_collection, handoff_rules } = config;
  const sections = { client_name, channels, knowledge, business_logic, bookings, reminders, campaigns, callbacks };
  const more = { canned_replies, catalogue, payments, data_collection, handoff_rules };
  const lines: string[] = [agent.system_prompt, ...(agent.objectives ?? [])];
  collectTexts({ ...sections, ...more }, lines);
  const text = lines.join("\n");
  texts.set(config, text);
  return text;
}

function collectTexts(value: unknown, lines: string[]): void {
  if (typeof value === "string") lines.push(value);
  else if (Array.isArray(value)) for (const item of value) collectTexts(item, lines);
  else if (value !== null && typeof value === "object")
    for (const item of Object.values(value)) collectTexts(item, lines);
}
