import type { Meaning } from "./words.ts";

/** The meanings of parameters whose schema says none. */
const parameterWords: Readonly<Record<string, Meaning>> = {
  client: ["The client: the tenant that the token or key belongs to.", "client_123"],
  conversation: ["Only those of this conversation.", "c0a1f2e3d4b5a6978812c0a1f2e3d4b5"],
  conversation_id: ["The conversation that placeholders are filled in for.", "c0a1f2e3d4b5a6978812c0a1f2e3d4b5"],
  department: ["Only those of this department.", "billing"],
  from: ["The version to compare from.", 1],
  name: ["The configuration's name.", "main"],
  outcome: "Only recipients with this outcome.",
  skip_invalid: "True adds the valid rows although others are wrong.",
  status: "Only those with this status.",
  to: ["The version to compare with.", 2],
  trigger: ["Only those with this cause.", "post_service"],
  version: ["The version's number.", 2],
};

/** The things that an `{id}` in a path belongs to, by the segment before it. */
const things: Readonly<Record<string, string>> = {
  conversations: "conversation",
  operators: "operator, or `me` for the caller",
  "canned-replies": "canned reply",
  customers: "customer",
  campaigns: "campaign",
  "follow-ups": "follow-up",
  payments: "payment",
  "dead-letters": "dead letter",
  "api-keys": "API key",
  documents: "document",
  crawls: "crawl",
  entities: "entity",
};

/** What a parameter of this path means. Undefined when nothing is known. */
export function parameterMeaning(path: string, name: string): Meaning | undefined {
  if (name !== "id") return parameterWords[name];
  const segment = path.split("/").find((_part, index, parts) => parts[index + 1] === "{id}");
  const thing = segment === undefined ? undefined : (things[segment] ?? segment.replaceAll("-", " ").replace(/s$/, ""));
  return thing === undefined ? undefined : `The id of the ${thing}.`;
}
