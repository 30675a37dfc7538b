import { basename } from "node:path";
import { z } from "zod";
import type { SimulatedCustomer, Stage } from "../stage/stage.ts";
import { mediaFile } from "./files.ts";
import { requireAccepted, type SimulatedMessage } from "./message.ts";

const Taken = z.object({ statuses: z.array(z.number().nullable()) });

/**
 * Sends a message through any provider whose stand-in can play customers (`playsCustomers`). Its control `POST /customer`
 * receives the customer's action, translates it to the provider's format, and returns the webhook's statuses. `fields` are
 * the provider's own and replace the text.
 */
export async function viaPlayedProvider(
  stage: Stage,
  { channel, address, name }: SimulatedCustomer,
  { text, choice, media, fields, deliveries }: SimulatedMessage,
  how: { readonly provider: string; readonly account: string },
): Promise<void> {
  const files = await Promise.all(
    media.map(async (path) => ({ ...(await mediaFile(stage.folder, path)), filename: basename(path) })),
  );
  const taken = await stage.sandbox(`${how.provider}/customer`, {
    webhooks: `${stage.product.url}/webhooks`,
    channel,
    account: how.account,
    address,
    name,
    text,
    ...(choice === undefined ? {} : { choice }),
    files,
    fields,
    times: deliveries,
  });
  requireAccepted(stage, Taken.parse(taken).statuses);
}
