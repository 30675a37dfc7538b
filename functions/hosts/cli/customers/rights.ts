import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { ErasureView, ExportView } from "../../../engines/customers/rights-routes.ts";
import { CustomerView } from "../../../engines/customers/views.ts";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note, print, printJson } from "../output.ts";

interface CustomerOptions extends ServerOptions {
  /** An id, a phone number or an e-mail address. */
  readonly customer: string;
}

const askEveryMs = 500;
const patienceMs = 60_000;

export async function exportCustomer(options: CustomerOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: await idOf(api, options) };
  printJson(await api.post("/v1/customers/:id/export", { params, reply: ExportView }));
}

/** Waits until everything is gone, a minute at most; the erasing goes on by itself after that. */
export async function eraseCustomer(options: CustomerOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: await idOf(api, options) };
  let erasure = await api.post("/v1/customers/:id/erase", { params, reply: ErasureView });
  const until = Date.now() + patienceMs;
  while (erasure.status === "running" && Date.now() < until) {
    await sleep(askEveryMs);
    const asked = api.get("/v1/customers/:id/erasure", { params, reply: ErasureView });
    erasure = await asked.catch(stillToBegin(erasure));
  }
  if (erasure.status === "running")
    return note(`It goes on: GET /v1/customers/${encodeURIComponent(params.id)}/erasure tells how far it has come.`);
  const kinds = Object.entries(erasure.erased).map(([kind, count]) => `${count} ${kind}`);
  print(`${erasure.customer_id} is erased: ${kinds.join(", ") || "nothing was stored beside the customer"}.`);
}

function stillToBegin(erasure: z.infer<typeof ErasureView>) {
  return (error: unknown) => {
    if (error instanceof Failure && error.message.includes("Nobody has asked")) return erasure;
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
