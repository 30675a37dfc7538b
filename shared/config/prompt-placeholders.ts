/** What a configuration fills in a template; prompt.ts says from where. */
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

/** What only the moment of a turn knows. Left out, the words here stand in. */
export const momentary = {
  customer_name: "the customer",
  channel: "chat",
  date: "today",
  time: "now",
} as const;

/** Every `{placeholder}` that a system prompt or a greeting may use. */
export const promptPlaceholders: readonly string[] = [...fromConfig, ...Object.keys(momentary)];

/** `{{text}}` is written `{text}`; `{name}` is a placeholder; other braces, as in JSON, are plain text. */
export const placeholderBraces = /\{\{([^{}]*)\}\}|\{\s*([A-Za-z_]\w*)\s*\}/g;

/** The placeholders of a template that nothing fills, each once. */
export function unknownPlaceholders(template: string): readonly string[] {
  const names = [...template.matchAll(placeholderBraces)].flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return [...new Set(names)].filter((name) => !promptPlaceholders.includes(name));
}
