import { z } from "zod";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Operations } from "../service.ts";
import type { McpDependencies } from "./dependencies.ts";

type Dependencies = Pick<McpDependencies, "configs"> & { readonly operations: Operations };
type Given = Readonly<Record<string, string | readonly string[]>>;

/** The text of a resource's address. In a template the parts are `{name}`. */
export const configUri = (name: string, version: string) => `agents://configurations/${name}/${version}`;
export const transcriptUri = (id: string) => `agents://conversations/${id}`;
export const knowledgeUri = (config: string, base: string, entry: string) =>
  `agents://knowledge/${config}/${base}/${entry}`;

const transcriptTurns = 100;

const ConfigText = z.object({ yaml: z.string() });
const Messages = z.object({
  items: z.array(z.object({ at: z.string(), role: z.string(), text: z.string() }).loose()),
  next_cursor: z.string().nullable(),
});

export async function readConfig({ operations }: Dependencies, given: Given): Promise<string> {
  const { tenantId } = operations.caller;
  const path = `/v1/configs/${tenantId}/${encoded(given, "name")}/versions/${encoded(given, "version")}` as const;
  return ConfigText.parse(await operations.call({ method: "GET", path })).yaml;
}

export async function readTranscript({ operations }: Dependencies, given: Given): Promise<string> {
  const path = `/v1/conversations/${encoded(given, "id")}/messages` as const;
  const query = { limit: String(transcriptTurns) };
  const { items, next_cursor } = Messages.parse(await operations.call({ method: "GET", path, query }));
  const lines = items.toReversed().map(({ at, role, text }) => `${at} ${role}: ${text}`);
  return [...(next_cursor === null ? [] : ["(Older messages are left out: use get_conversation.)"]), ...lines].join(
    "\n",
  );
}

/** @throws Problem 404 `knowledge-entry-not-found` */
export async function readKnowledgeEntry({ configs, operations }: Dependencies, given: Given): Promise<string> {
  const { tenantId } = operations.caller;
  const active = await configs.active(tenantId, one(given, "config"));
  const entries = active ? (await configs.parsed(tenantId, active.name, active.version)).knowledge : [];
  const [base, id] = [one(given, "base"), one(given, "entry")];
  const entry = entries.find((each) => each.base === base && each.id === id);
  if (entry) return `# ${entry.title}\n\n${entry.text}`;
  throw new Problem(404, "knowledge-entry-not-found", "The active configuration has no such entry.");
}

function one(given: Given, name: string): string {
  const value = given[name];
  const text = typeof value === "string" ? value : (value?.[0] ?? "");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encoded(given: Given, name: string): string {
  return encodeURIComponent(one(given, name));
}
