import { type ConfigPlaceholder, momentDefaults, placeholderBraces } from "./checks/prompt-placeholders.ts";
import type { TenantConfig } from "./schema.ts";

export type PromptMoment = Partial<Record<keyof typeof momentDefaults, string>>;

const fromConfig: Readonly<Record<ConfigPlaceholder, (config: TenantConfig) => string>> = {
  agent_name: (config) => config.agent.agent_name,
  agent_type: (config) => config.agent.agent_type,
  personality: (config) => config.agent.personality,
  language: (config) => config.agent.language,
  business_context: (config) => config.agent.business_context,
  objectives: (config) => config.agent.objectives.map((objective) => `- ${objective}`).join("\n"),
  client_name: (config) => config.client_name,
  client_id: (config) => config.client_id,
  industry: (config) => config.industry ?? config.agent.business_context,
  use_case: (config) => config.use_case,
};

/**
 * Fills a template's placeholders in one pass, so braces inside a value stay as they are. An unknown placeholder stays
 * unchanged; a loaded configuration has none.
 */
export function renderPrompt(template: string, config: TenantConfig, moment: PromptMoment = {}): string {
  return template.replace(placeholderBraces, (whole, literal: string | undefined, name: string | undefined) => {
    if (name === undefined) return `{${literal ?? ""}}`;
    if (isKey(fromConfig, name)) return fromConfig[name](config);
    if (isKey(momentDefaults, name)) return moment[name] ?? momentDefaults[name];
    return whole;
  });
}

function isKey<T extends object>(object: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(object, name);
}
