import { Hono } from "hono";
import { type Answer, reply } from "../../http.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../../json.ts";
import { sandboxGraph } from "../credentials.ts";
import { graphError, unknownObject } from "../meta/errors.ts";
import type { Provider, ProviderContext, ProviderEnv, ProviderRequest } from "../provider.ts";
import { accountUnknown, fieldsInvalid, fieldUnknown, graphFailure } from "./errors.ts";
import { type FieldExpression, parseFields } from "./field-expression.ts";
import { knownFields, type NodeType, sampleAccounts, samplePages } from "./sample-accounts.ts";

/** The lists of a node, and what they list. */
const edges: Readonly<Record<string, NodeType>> = { media: "ShadowIGMedia", posts: "PagePost" };
const defaultListed = 25;

/**
 * Emulates what research reads of the Graph API v25: Instagram's business discovery from the agency's account, and
 * public pages of Facebook. Fields are expanded and unknown ones refused as Graph does. Accepts the sandbox's token.
 */
export function graph(_context: ProviderContext): Provider {
  const app = new Hono<ProviderEnv>();
  app.use("*", async (c, next) => {
    const refused = refusedToken(c.var.request);
    return refused ? reply(refused) : next();
  });
  app.get("/:version{v\\d+\\.\\d+}/:id", (c) => reply(read(c.req.param("id"), c.var.request)));
  app.all("*", (c) => reply(unknownObject(c.req.method, "")));
  return { name: "graph", app, controls: new Hono<ProviderEnv>(), failure: graphFailure, reset() {} };
}

function refusedToken({ headers, query }: ProviderRequest): Answer | undefined {
  const token = headers.authorization?.replace(/^Bearer\s+/i, "") ?? query.get("access_token") ?? "";
  if (token === sandboxGraph.accessToken) return undefined;
  if (token === "") {
    const message = "An access token is required to request this resource.";
    return graphError({ status: 400, code: 104, message });
  }
  return graphError({ status: 400, code: 190, message: "Invalid OAuth access token - Cannot parse access token" });
}

function read(id: string, { query, method }: ProviderRequest): Answer {
  const written = query.get("fields") ?? "id,name";
  const fields = parseFields(written);
  if (fields === undefined) return fieldsInvalid(written);
  if (id === sandboxGraph.instagramAccountId) return discover(fields);
  const page = samplePages.find((each) => each.id === id || textOf(each.link).endsWith(`/${id}`));
  return page ? answer(page, "Page", fields) : unknownObject(method, id);
}

/** `business_discovery.username(NAME){…}`: another professional account, as the agency's account sees it. */
function discover(fields: readonly FieldExpression[]): Answer {
  const id = sandboxGraph.instagramAccountId;
  const asked = fields.find(({ name }) => name === "business_discovery");
  if (!asked) return { status: 200, body: { id } };
  const { username = "" } = asked.modifiers;
  const account = Object.hasOwn(sampleAccounts, username) ? sampleAccounts[username] : undefined;
  if (account === undefined) return accountUnknown(username);
  if (account === "age-gated") return { status: 200, body: { id } };
  const found = answer(account, "ShadowIGUser", asked.fields ?? []);
  return found.status === 200 ? { status: 200, body: { business_discovery: found.body, id } } : found;
}

/** The object's named fields, and its id, which Graph always gives. */
function answer(node: JsonObject, type: NodeType, fields: readonly FieldExpression[]): Answer {
  const known: readonly string[] = knownFields[type];
  const unknown = fields.find(({ name }) => !known.includes(name));
  if (unknown) return fieldUnknown(unknown.name, type);
  const body: Record<string, unknown> = {};
  for (const { name, modifiers, fields: inner = [] } of fields) {
    const value = node[name];
    if (value === undefined) continue;
    const listed = edges[name];
    if (listed === undefined) {
      body[name] = value;
      continue;
    }
    const items = listOf(objectOf(value).data).slice(0, Number(modifiers.limit) || defaultListed);
    const answers = items.filter(isObject).map((item) => answer(item, listed, inner));
    const refused = answers.find(({ status }) => status !== 200);
    if (refused) return refused;
    body[name] = {
      data: answers.map((each) => each.body),
      paging: { cursors: { before: "sandbox", after: "sandbox" } },
    };
  }
  return { status: 200, body: { ...body, id: node.id } };
}
