import type { TenantId } from "../../platform/tenant.ts";
import { secretName } from "../../security/secrets/secret-reference.ts";
import type { ToolDependencies } from "../tool.ts";
import { type ServiceClient, serviceClient } from "./service-client.ts";

const timeoutMs = 10_000;

/** A service at a fixed address that knows its caller by a token. The token is read for each call. */
export function bearerService(service: {
  readonly name: string;
  readonly baseUrl: string;
  /** The reference of the tenant's secret. */
  readonly secret: string;
  readonly dependencies: Pick<ToolDependencies, "fetch" | "secret">;
  readonly maxAnswerBytes?: number;
  isLimited?(status: number, body: unknown): boolean;
}): ServiceClient {
  const { name, baseUrl, secret, dependencies, isLimited, maxAnswerBytes } = service;
  const authorise = async (tenantId: TenantId, headers: Headers) => {
    headers.set("authorization", `Bearer ${await dependencies.secret(tenantId, secretName(secret))}`);
  };
  return serviceClient({
    name,
    baseUrl,
    timeoutMs,
    authorise: Object.assign(authorise, { renew: () => false }),
    outbound: (url, init) => dependencies.fetch(url, { ...init, redirect: "manual" }),
    ...(isLimited ? { isLimited } : {}),
    ...(maxAnswerBytes === undefined ? {} : { maxAnswerBytes }),
  });
}
