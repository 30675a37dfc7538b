/** The placeholders that a configuration fills; prompt.ts maps each to its value. */
const fromConfig = [
  "agent_name",
  "agent_type",
  "personality",
  "language",
  "business_context",
  "objectives",
  "client_name",
  "client_id",
  "industry",
  "use_case",
] as const;
export type ConfigPlaceholder = (typeof fromConfig)[number];

/** The placeholders that a turn fills, with the default of each. */
export const momentDefaults = {
  customer_name: "the customer",
  channel: "chat",
  date: "today",
  time: "now",
} as const;

/** Every `{placeholder}` that a system prompt or a greeting may use. */
export const promptPlaceholders: readonly string[] = [...fromConfig, ...Object.keys(momentDefaults)];

/** `{{text}}` renders as `{text}`; `{name}` is a placeholder; other braces, as in JSON, are plain text. */
export const placeholderBraces = /\{\{([^{}]*)\}\}|\{\s*([A-Za-z_]\w*)\s*\}/g;

/** The placeholders of a template that have no value, each once. */
export function unknownPlaceholders(template: string): readonly string[] {
  const names = [...template.matchAll(placeholderBraces)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return [...new Set(names)].filter((name) => !promptPlaceholders.includes(name));
}
