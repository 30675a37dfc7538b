import type { TenantConfig } from "./schema.ts";

/** What only the moment of a turn knows. Left out, the words here stand in. */
const momentary = {
  customer_name: "the customer",
  channel: "chat",
  date: "today",
  time: "now",
} as const;

export type PromptMoment = Partial<Record<keyof typeof momentary, string>>;

const fromConfig = {
  agent_name: (config: TenantConfig) => config.agent.agent_name,
  agent_type: (config: TenantConfig) => config.agent.agent_type,
  personality: (config: TenantConfig) => config.agent.personality,
  language: (config: TenantConfig) => config.agent.language,
  business_context: (config: TenantConfig) => config.agent.business_context,
  objectives: (config: TenantConfig) => config.agent.objectives.map((objective) => `- ${objective}`).join("\n"),
  client_name: (config: TenantConfig) => config.client_name,
  client_id: (config: TenantConfig) => config.client_id,
  industry: (config: TenantConfig) => config.industry ?? config.agent.business_context,
  use_case: (config: TenantConfig) => config.use_case,
} as const;

/** Every `{placeholder}` that a system prompt or a greeting may use. */
export const promptPlaceholders: readonly string[] = [...Object.keys(fromConfig), ...Object.keys(momentary)];

/** `{{text}}` is written `{text}`; `{name}` is a placeholder; other braces, as in JSON, are plain text. */
const braces = /\{\{([^{}]*)\}\}|\{\s*([A-Za-z_]\w*)\s*\}/g;

/**
 * Fills a template's placeholders in one pass: a value that holds braces is never filled again. One that is not
 * known stays as it is written, which a loaded configuration does not have.
 */
export function renderPrompt(template: string, config: TenantConfig, moment: PromptMoment = {}): string {
  return template.replace(braces, (whole, literal: string | undefined, name: string | undefined) => {
    if (name === undefined) return `{${literal ?? ""}}`;
    if (isKey(fromConfig, name)) return fromConfig[name](config);
    if (isKey(momentary, name)) return moment[name] ?? momentary[name];
    return whole;
  });
}

/** The placeholders of a template that nothing fills, each once. */
export function unknownPlaceholders(template: string): readonly string[] {
  const names = [...template.matchAll(braces)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return [...new Set(names)].filter((name) => !promptPlaceholders.includes(name));
}

function isKey<T extends object>(object: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(object, name);
}
