import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { prompt, rivalSecret, stranger, victim } from "./tenants.ts";

/** How the attacker's words reach the model. */
const Way = z.literal([
  "whatsapp",
  "sms",
  "web",
  "mail",
  /** A web form, which a site mails with the visitor as Reply-To. */
  "form",
  /** The sender's profile name. */
  "name",
  /** The quoted part of a mail. */
  "quote",
  /** A photo that the vision model reads. */
  "photo",
  /** A document attached to a mail. */
  "pdf",
  /** The result of the tenant's API. */
  "tool",
  /** A row of the tenant's table. */
  "row",
  /** A passage of the tenant's knowledge. */
  "knowledge",
]);
export type Way = z.infer<typeof Way>;

/** What somebody writes, and what a model does that obeys them. */
const Message = z.strictObject({
  way: Way,
  says: z.string(),
  /** The tool that the model calls first. */
  use: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  /** The model's last words. */
  say: z.string().default("Done."),
});
export type Message = z.infer<typeof Message>;

const Attack = Message.extend({
  /** What no message, tool result, ticket, payment or call to the tenant's API may hold afterwards. */
  never: z.array(z.string()).default([]),
  /** A message may come of it, to the attacker alone. */
  own: z.boolean().default(false),
  /** What the attacker wrote before, in the same conversation, and what the model did then. */
  before: Message.omit({ way: true }).optional(),
  /** True while the product does not stop it. The test fails once it does. */
  open: z.boolean().default(false),
}).refine(({ use, say }) => use !== undefined || say !== "Done.", "needs `use` or `say`");
export type Attack = z.infer<typeof Attack> & { readonly goal: string };

const Attacks = z.record(z.string(), z.array(Attack));

const words: Readonly<Record<string, string>> = {
  prompt,
  PROMPT: prompt.toUpperCase(),
  prompt_lines: prompt.replaceAll(" ", "\n"),
  topic: victim.topic,
  victim: victim.phone,
  stranger,
  rival: rivalSecret,
};

/** The attacks of a file beside this one, by goal, with the placeholders filled that are the same for all. */
export function readAttacks(file: string): readonly Attack[] {
  const goals = Attacks.parse(filled(parse(readFileSync(join(import.meta.dirname, file), "utf8"))));
  return Object.entries(goals).flatMap(([goal, lines]) => lines.map((line) => ({ goal, ...line })));
}

function filled(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
}
