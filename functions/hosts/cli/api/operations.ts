import type { z } from "zod";
import type { RouteTypes } from "../../../../shared/http/route.ts";
import type { configRoutes } from "../../../endpoints/api/configs.ts";
import type { approvalRoutes } from "../../../engines/approvals/routes.ts";
import type { handoffRoutes } from "../../../engines/conversation/handoff/routes.ts";
import type { conversationRoutes } from "../../../engines/conversation/routes/conversations.ts";
import type { rightsRoutes } from "../../../engines/customers/rights-routes.ts";
import type { customerRoutes } from "../../../engines/customers/routes.ts";
import type { unmergeRoutes } from "../../../engines/customers/unmerge-routes.ts";
import type { capabilityRequestRoutes } from "../../../engines/insights/capability-request-routes.ts";
import type { integrationRoutes } from "../../../engines/integrations/routes.ts";
import type { crawlRoutes } from "../../../engines/knowledge/crawl/crawl-routes.ts";
import type { documentRoutes } from "../../../engines/knowledge/document-routes.ts";
import type { questionRoutes } from "../../../engines/knowledge/questions/question-routes.ts";
import type { searchRoutes } from "../../../engines/knowledge/search-routes.ts";
import type { messageRoutes } from "../../../engines/messages/routes.ts";
import type { importRoutes } from "../../../engines/tables/imports/routes.ts";
import type { tableRoutes } from "../../../engines/tables/routes.ts";
import type { ticketRoutes } from "../../../engines/tickets/routes.ts";
import type { deliveryRoutes } from "../../../engines/webhooks/delivery-routes.ts";
import type { endpointRoutes } from "../../../engines/webhooks/endpoint-routes.ts";

/** The API operations that the command line calls, one line per resource. All types come from the server. */
type Operations =
  | ReturnType<typeof tableRoutes>[number]
  | ReturnType<typeof importRoutes>[number]
  | ReturnType<typeof approvalRoutes>[number]
  | ReturnType<typeof configRoutes>[number]
  | ReturnType<typeof conversationRoutes>[number]
  | ReturnType<typeof handoffRoutes>[number]
  | ReturnType<typeof customerRoutes>[number]
  | ReturnType<typeof rightsRoutes>[number]
  | ReturnType<typeof unmergeRoutes>[number]
  | ReturnType<typeof messageRoutes>[number]
  | ReturnType<typeof integrationRoutes>[number]
  | ReturnType<typeof ticketRoutes>[number]
  | ReturnType<typeof documentRoutes>[number]
  | ReturnType<typeof crawlRoutes>[number]
  | ReturnType<typeof searchRoutes>[number]
  | ReturnType<typeof questionRoutes>[number]
  | ReturnType<typeof capabilityRequestRoutes>[number]
  | ReturnType<typeof endpointRoutes>[number]
  | ReturnType<typeof deliveryRoutes>[number];

type Method = Operations["method"];

type Operation<M extends Method, Path> = Operations extends infer O
  ? O extends { readonly method: M; readonly path: infer P }
    ? Path extends P
      ? O
      : never
    : never
  : never;

/** The paths that support this method. */
export type PathOf<M extends Method> = Extract<Operations, { readonly method: M }>["path"];

type ReplyOf<M extends Method, Path> = RouteTypes<Operation<M, Path>>["reply"];
type QueryOf<M extends Method, Path> = RouteTypes<Operation<M, Path>>["query"];

type ParamOf<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The options of a call: the path's parameters if any, the query, and the schema of the response. */
export type TypedCall<M extends Method, Path, Reply> = ([ParamOf<Path>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<ParamOf<Path>, string>> }) &
  (unknown extends QueryOf<M, Path> ? { readonly query?: never } : { readonly query?: QueryOf<M, Path> }) & {
    /** Does not compile if the route's response has another type. */
    readonly reply: z.ZodType<Reply> & (ReplyOf<M, Path> extends Reply ? unknown : never);
  };

/** The path with its parameters and query filled in. Undefined query values are left out. */
export function requestPathOf(
  path: string,
  { params = {}, query }: { readonly params?: Readonly<Record<string, string>>; readonly query?: unknown },
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? filled : `${filled}?${new URLSearchParams(pairs)}`;
}
