import { z } from "zod";
import { isPrivateHost } from "./public-address.ts";

const placeholderPattern = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** An HTTPS address of a tenant. The call's arguments fill each `{name}` in the path or the query. */
export const Endpoint = z.string().superRefine((text, context) => {
  const problem = endpointProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem, input: text });
});

/** A public HTTPS address without placeholders, such as that of an API with paths of its own. */
export const PublicAddress = Endpoint.refine((text) => !/[{}]/.test(text), "must not have a {name}");

function endpointProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an address such as "https://api.example.com/orders"';
  const url = new URL(text);
  if (url.protocol !== "https:") return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must not contain a user or password: name a secret instead";
  if (/[{}]|%7[BD]/i.test(url.host)) return "must not have a {name} in the host";
  if (url.hash !== "") return "must not have a # part";
  if (/[{}]/.test(text.replace(placeholderPattern, ""))) return "has a brace outside a {name}";
  if (isPrivateHost(url.hostname)) return "must be a public address";
  return undefined;
}

/** The `{names}` of an endpoint, in order, each once. */
export function placeholders(endpoint: string): readonly string[] {
  return [...new Set([...endpoint.matchAll(placeholderPattern)].map((match) => match[1] ?? ""))];
}

/**
 * Fills the placeholders with percent-encoded values, so that a value stays inside its path segment or query value.
 * Returns undefined for `.`, `..` and an empty text, because they would change the path.
 */
export function fillEndpoint(endpoint: string, args: Readonly<Record<string, unknown>>): URL | undefined {
  let refused = false;
  const filled = endpoint.replace(placeholderPattern, (_, name: string) => {
    const value = args[name];
    const text = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? `${value}` : "";
    if (text.trim() === "" || text === "." || text === ".." || !text.isWellFormed()) refused = true;
    return refused ? "" : encodeURIComponent(text);
  });
  return refused ? undefined : new URL(filled);
}
