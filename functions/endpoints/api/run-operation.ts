import type { idempotency, StoredResponse } from "../../../shared/http/idempotency.ts";
import type { ApiReply } from "../../../shared/http/route.ts";
import { onBehalfOf } from "../../../shared/runtime/sandbox/outside.ts";
import type { Call, Operation } from "./call.ts";

export type RunOperation = (operation: Operation, call: Call, operationKey: string) => Promise<ApiReply<unknown>>;

/** Runs operations. The first response of a writing operation with an Idempotency-Key is stored, and repeats get it. */
export function operationRunner(idempotent: ReturnType<typeof idempotency>): RunOperation {
  return async (target, call, operationKey) => {
    const { idempotencyKey, identity } = call.request;
    const handle = () => onBehalfOf(identity.tenantId, () => target.handle(call.request));
    const writes = target.method === "POST" || target.method === "PUT" || target.method === "PATCH";
    if (idempotencyKey === undefined || !writes) return handle();
    const { tenantId, subject } = identity;
    const keyed = { tenantId, subject, operation: operationKey, key: idempotencyKey, rawBody: call.rawBody };
    if (target.idempotency === "own") {
      await idempotent.bind(keyed);
      return handle();
    }
    const done = await idempotent.once(keyed, handle, responseToStore);
    if (done.type === "ran") return done.answer;
    return { ...done.answer, headers: { ...done.answer.headers, "Idempotent-Replayed": "true" } };
  };
}

/** The response stored for repeats. A stream is not stored: its handler answers a repeat from its own data. */
function responseToStore(reply: ApiReply<unknown>): StoredResponse | undefined {
  return "events" in reply ? undefined : { status: reply.status, body: reply.body, headers: { ...reply.headers } };
}
