import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { DeliveryView } from "../../../engines/webhooks/delivery-routes.ts";
import type { ApiClient } from "../api/client.ts";
import { connect } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable, shortenLine } from "../output.ts";
import type { EndpointOptions } from "./endpoints.ts";

type Delivery = z.infer<typeof DeliveryView>;

const pollIntervalMs = 250;
/** Longer than a server may take to answer. */
const maxWaitMs = 20_000;

export async function listDeliveries(options: EndpointOptions & ListOptions): Promise<void> {
  const { items, more } = await deliveriesOf(await connect(options, "admin"), options.endpoint, options.limit);
  if (options.json) return printJson(items);
  if (items.length === 0) return print(`Nothing was sent to ${options.endpoint} in the last 30 days.`);
  printTable(
    ["id", "event", "status", "attempts", "created", "last answer"],
    items.map((each) => [
      each.id,
      each.type,
      each.status,
      String(each.attempts.length),
      localTime(each.created_at),
      lastAnswer(each),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

/** Sends a test, and waits until the first attempt was made. */
export async function testEndpoint(options: EndpointOptions): Promise<void> {
  const api = await connect(options, "admin");
  const params = { id: options.endpoint };
  const begun = await api.post("/v1/webhook-endpoints/:id/test", { params, reply: DeliveryView });
  await showOutcome(api, begun, options);
}

/** Sends one delivery again and waits until one more attempt was made, or requests all that failed. */
export async function replay(
  options: EndpointOptions & { readonly delivery?: string | undefined; readonly failed?: boolean },
): Promise<void> {
  const { endpoint, delivery, failed = false } = options;
  if ((delivery === undefined) !== failed)
    throw new Failure("Pass one delivery's id or --failed. See `webhooks deliveries`.", { exitCode: 2 });
  const api = await connect(options, "admin");
  if (delivery !== undefined) return showOutcome(api, await requestReplay(api, endpoint, delivery), options);
  const { items } = await deliveriesOf(api, endpoint, Number.MAX_SAFE_INTEGER);
  const requested: Delivery[] = [];
  for (const { id } of items.filter(({ status }) => status === "failed").toReversed())
    requested.push(await requestReplay(api, endpoint, id));
  if (options.json) return printJson(requested);
  print(
    requested.length === 0
      ? "No delivery failed in the last 30 days."
      : `Sent again: ${requested.length}. \`webhooks deliveries\` shows what comes of them.`,
  );
}

function requestReplay(api: ApiClient, id: string, deliveryId: string): Promise<Delivery> {
  const params = { id, deliveryId };
  const reply = DeliveryView;
  return api.post("/v1/webhook-endpoints/:id/deliveries/:deliveryId/replay", { params, reply });
}

function deliveriesOf(api: ApiClient, id: string, limit: number) {
  return collect(limit, async (query) => {
    const params = { id };
    const page = await api.get("/v1/webhook-endpoints/:id/deliveries", { params, query, reply: pageOf(DeliveryView) });
    return { items: page.items, nextCursor: page.next_cursor };
  });
}

async function showOutcome(api: ApiClient, begun: Delivery, options: EndpointOptions): Promise<void> {
  const params = { id: options.endpoint, deliveryId: begun.id };
  const lastBefore = begun.attempts.at(-1)?.at;
  const until = Date.now() + maxWaitMs;
  let now = begun;
  while (now.attempts.at(-1)?.at === lastBefore && now.status === "pending" && Date.now() < until) {
    await sleep(pollIntervalMs);
    now = await api.get("/v1/webhook-endpoints/:id/deliveries/:deliveryId", { params, reply: DeliveryView });
  }
  if (options.json) return printJson(now);
  if (now.status !== "delivered")
    throw new Failure(`${now.type} was not accepted yet (delivery ${now.id}): ${lastAnswer(now)}`);
  print(`${now.type} was accepted (delivery ${now.id}): ${lastAnswer(now)}`);
}

/** The status and the beginning of the body, or why no answer came. */
function lastAnswer({ attempts }: Delivery): string {
  const last = attempts.at(-1);
  if (last === undefined) return "none yet";
  return shortenLine(last.error ?? `${last.status} ${last.answer}`, 80);
}
