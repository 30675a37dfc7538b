import type { idempotency, StoredResponse } from "../../../shared/http/idempotency.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { ApiReply } from "../../../shared/http/route.ts";
import type { Caller } from "../../../shared/security/identity.ts";
import { mayDo, rolesWith } from "../../../shared/security/permissions.ts";
import type { Call, Operation } from "./call.ts";

export type RunOperation = (operation: Operation, call: Call, operationKey: string) => Promise<ApiReply<unknown>>;

/** Runs operations. The first response of a writing operation with an Idempotency-Key is stored, and repeats get it. */
export function operationRunner(idempotent: ReturnType<typeof idempotency>): RunOperation {
  return async (target, call, operationKey) => {
    const { idempotencyKey, identity } = call.request;
    const writes = target.method === "POST" || target.method === "PUT" || target.method === "PATCH";
    if (idempotencyKey === undefined || !writes) return target.handle(call.request);
    const { tenantId, subject } = identity;
    const keyed = { tenantId, subject, operation: operationKey, key: idempotencyKey, rawBody: call.rawBody };
    if (target.idempotency === "own") {
      await idempotent.bind(keyed);
      return target.handle(call.request);
    }
    const done = await idempotent.once(keyed, () => target.handle(call.request), responseToStore);
    if (done.type === "ran") return done.answer;
    return { ...done.answer, headers: { ...done.answer.headers, "Idempotent-Replayed": "true" } };
  };
}

/** The response stored for repeats. A stream is not stored: its handler answers a repeat from its own data. */
function responseToStore(reply: ApiReply<unknown>): StoredResponse | undefined {
  return "events" in reply ? undefined : { status: reply.status, body: reply.body, headers: { ...reply.headers } };
}

/** @throws Problem 403 `permission-missing` */
export function requirePermission(identity: Caller, { permission }: Pick<Operation, "permission">): void {
  if (mayDo(identity, permission)) return;
  const detail = `The permission ${permission} is missing. Roles that have it: ${rolesWith(permission).join(", ")}.`;
  throw new Problem(403, "permission-missing", detail);
}
