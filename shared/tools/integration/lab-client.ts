import { z } from "zod";
import type { HealthcareItConfig } from "../../integrations/healthcare-it.ts";
import { createOutboundRequest } from "../../outbound/outbound-request.ts";
import { createAuthorise } from "../http/authorise.ts";
import type { ToolDependencies } from "../tool.ts";
import { type ServiceRequest, serviceClient } from "./service-client.ts";

const Id = z.union([z.string().min(1).max(200), z.number()]).transform(String);
const LabOrder = z.object({ id: Id, status: z.string().max(100).default("created") });
export type LabOrder = z.output<typeof LabOrder>;

const LabResult = z.object({
  test: z.string().max(200),
  value: z.union([z.string().max(500), z.number()]),
  unit: z.string().max(50).nullish(),
  range: z.string().max(200).nullish(),
  flag: z.string().max(50).nullish(),
});
const LabResults = z
  .union([z.array(LabResult).max(200), z.object({ results: z.array(LabResult).max(200) })])
  .transform((given) => (Array.isArray(given) ? given : given.results));

type Call = Pick<ServiceRequest<unknown>, "tenantId" | "signal">;
export type LabDependencies = Pick<ToolDependencies, "fetch" | "secret" | "tenantApiBaseUrl">;

/** The API of a laboratory's system. Tokens are kept by this client, so it is created once per configuration. */
export function labClient(config: HealthcareItConfig, dependencies: LabDependencies) {
  const outbound = createOutboundRequest(dependencies);
  const { api_base, auth_type, scopes, token_url } = config;
  const timeoutMs = 10_000;
  const authorise = createAuthorise(
    {
      endpoint: api_base,
      auth_type,
      secret: config.client_secret ?? config.api_key,
      api_key_header: "X-Api-Key",
      token_url: token_url ?? `${api_base.replace(/\/$/, "")}/oauth/token`,
      oauth_client_id: config.client_id,
      scopes,
      timeout_ms: timeoutMs,
    },
    dependencies,
    outbound,
  );
  const call = serviceClient({ name: "lab", baseUrl: api_base, timeoutMs, authorise, outbound });
  const orderPath = (id: string) => `${config.orders_path}/${encodeURIComponent(id)}`;

  return {
    /** The same key makes the same order. */
    order: (order: object, idempotencyKey: string, at: Call) =>
      call({
        ...at,
        method: "POST",
        path: config.orders_path,
        body: order,
        headers: { "idempotency-key": idempotencyKey },
        repeatable: true,
        answer: LabOrder,
      }),
    status: (id: string, at: Call) => call({ ...at, method: "GET", path: orderPath(id), answer: LabOrder }),
    results: (id: string, at: Call) =>
      call({
        ...at,
        method: "GET",
        path: config.results_path.replace("{order_id}", encodeURIComponent(id)),
        answer: LabResults,
      }),
    /** Whether the API knows the caller. A list that does not exist still says so. */
    isReady: ({ status }: LabOrder) => config.ready_status.some((each) => each.toLowerCase() === status.toLowerCase()),
    check: (at: Call) => call({ ...at, method: "GET", path: config.orders_path, answer: z.unknown() }),
  };
}
