import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { note, print, printJson } from "../output.ts";

interface CustomerOptions extends ServerOptions {
  /** An id, a phone number or an e-mail address. */
  readonly customer: string;
}

const Erasure = z.object({
  customer_id: z.string(),
  status: z.enum(["running", "done"]),
  erased: z.record(z.string(), z.number()),
});

const askEveryMs = 500;
const patienceMs = 60_000;

export async function exportCustomer(options: CustomerOptions): Promise<void> {
  const api = await connect(options, "admin");
  printJson(await api.post(`${await pathOf(api, options)}/export`, z.unknown()));
}

/** Waits until everything is gone, a minute at most; the erasing goes on by itself after that. */
export async function eraseCustomer(options: CustomerOptions): Promise<void> {
  const api = await connect(options, "admin");
  const path = await pathOf(api, options);
  let erasure = await api.post(`${path}/erase`, Erasure);
  const until = Date.now() + patienceMs;
  while (erasure.status === "running" && Date.now() < until) {
    await sleep(askEveryMs);
    erasure = await api.get(`${path}/erasure`, Erasure).catch(stillToBegin(erasure));
  }
  if (erasure.status === "running") return note(`It goes on: GET ${path}/erasure tells how far it has come.`);
  const kinds = Object.entries(erasure.erased).map(([kind, count]) => `${count} ${kind}`);
  print(`${erasure.customer_id} is erased: ${kinds.join(", ") || "nothing was stored beside the customer"}.`);
}

function stillToBegin(erasure: z.infer<typeof Erasure>) {
  return (error: unknown) => {
    if (error instanceof Failure && error.message.includes("Nobody has asked")) return erasure;
    throw error;
  };
}

async function pathOf(api: ApiClient, { customer }: CustomerOptions): Promise<string> {
  const key = customer.startsWith("+") ? "phone" : customer.includes("@") ? "email" : undefined;
  if (!key) return `/v1/customers/${encodeURIComponent(customer)}`;
  const found = z.object({ items: z.array(z.object({ customer_id: z.string() })) });
  const [first] = (await api.get(`/v1/customers?${new URLSearchParams({ [key]: customer })}`, found)).items;
  if (!first) throw new Failure("No customer has given this address. Give the id instead: a conversation shows it.");
  return `/v1/customers/${first.customer_id}`;
}
