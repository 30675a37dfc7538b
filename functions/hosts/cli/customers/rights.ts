import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { ErasureView, ExportView } from "../../../engines/customers/rights/rights-routes.ts";
import { CustomerView } from "../../../engines/customers/views.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note, print, printJson } from "../output.ts";

interface CustomerOptions extends ServerOptions {
  /** An id, a phone number or an email address. */
  readonly customer: string;
}

type ExportPart = z.infer<typeof ExportView>;

const pollIntervalMs = 500;
const maxWaitMs = 60_000;

export async function exportCustomer(options: CustomerOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: await idOf(api, options) };
  const { more, ...exported } = await api.post("/v1/customers/:id/export", { params, reply: ExportView });
  for (const [collection, first] of Object.entries(more)) {
    let cursor: string | undefined = first;
    while (cursor !== undefined) {
      const query: { collection: string; cursor: string } = { collection, cursor };
      const next: ExportPart = await api.post("/v1/customers/:id/export", { params, query, reply: ExportView });
      exported.data[collection]?.push(...(next.data[collection] ?? []));
      cursor = next.more[collection];
    }
  }
  printJson(exported);
}

/** Requests the erasure and waits at most a minute for it. It continues by itself after that. */
export async function eraseCustomer(options: CustomerOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: await idOf(api, options) };
  let erasure = await api.post("/v1/customers/:id/erase", { params, reply: ErasureView });
  const until = Date.now() + maxWaitMs;
  while (erasure.status === "running" && Date.now() < until) {
    await sleep(pollIntervalMs);
    const polled = api.get("/v1/customers/:id/erasure", { params, reply: ErasureView });
    erasure = await polled.catch(ifNotStarted(erasure));
  }
  if (erasure.status === "running")
    return note(
      `The erasure continues. GET /v1/customers/${encodeURIComponent(params.id)}/erasure shows its progress.`,
    );
  const kinds = Object.entries(erasure.erased).map(([kind, count]) => `${count} ${kind}`);
  print(`${erasure.customer_id} was erased: ${kinds.join(", ") || "no other data was stored"}.`);
}

function ifNotStarted(erasure: z.infer<typeof ErasureView>) {
  return (error: unknown) => {
    if (error instanceof Failure && error.message.includes("No erasure of customer")) return erasure;
    throw error;
  };
}

async function idOf(api: ApiClient, { customer }: CustomerOptions): Promise<string> {
  const key = customer.startsWith("+") ? "phone" : customer.includes("@") ? "email" : undefined;
  if (!key) return customer;
  const query = { [key]: customer };
  const { items } = await api.get("/v1/customers", { query, reply: pageOf(CustomerView) });
  const has = ({ identities }: z.infer<typeof CustomerView>) => identities.some(isVerified);
  const isVerified = ({ kind, value, verified }: z.infer<typeof CustomerView>["identities"][number]) =>
    verified && kind === key && value === (key === "email" ? customer.toLowerCase() : customer);
  const owner = items.find(has);
  if (owner) return owner.customer_id;
  if (items.length === 0)
    throw new Failure("No customer has given this address. Give the id instead: a conversation shows it.");
  const ids = items.map(({ customer_id }) => customer_id).join(", ");
  throw new Failure(
    `Nobody has proven that this address is theirs; these customers only say so: ${ids}.\nMake sure who it is, then give the id instead.`,
  );
}
