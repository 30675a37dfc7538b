import { basename } from "node:path";
import { z } from "zod";
import type { SimulatedCustomer, Stage } from "../stage.ts";
import { mediaFile } from "./files.ts";
import { mustBeTaken, type SimulatedMessage } from "./message.ts";

const Taken = z.object({ statuses: z.array(z.number().nullable()) });

/**
 * Any provider whose stand-in plays customers by itself (`playsCustomers`). Its control `POST /customer` gets what the
 * customer does, finds out how that looks at the provider, and answers with the statuses of the webhook. `fields` are
 * the provider's own, in place of the text.
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
  mustBeTaken(stage, Taken.parse(taken).statuses);
}
