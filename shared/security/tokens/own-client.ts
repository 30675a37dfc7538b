import { Problem } from "../../http/problem.ts";
import type { Caller } from "./identity.ts";

/** @throws Problem 404 `client-not-found` for another client than the caller's, whether it exists or not */
export function requireOwnClient({ tenantId }: Pick<Caller, "tenantId">, given: string): void {
  if (given === tenantId) return;
  throw new Problem(404, "client-not-found", `There is no client "${given}" that you can access.`);
}
