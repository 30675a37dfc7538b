import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { z } from "zod";
import type { Customer, Stage } from "./stage.ts";

/** What a customer sends at once. */
export interface Message {
  readonly text: string;
  readonly media: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly deliveries: number;
}

/** Sends it the way the customer's channel does. @throws Error when the product does not take it. */
export async function speak(stage: Stage, customer: Customer, message: Message): Promise<void> {
  if (customer.channel === "web_chat") return chat(stage, customer, message.text);
  if (customer.channel === "whatsapp" || customer.channel === "sms") return viaTwilio(stage, customer, message);
  throw new Error(`Nobody can be played on the channel ${customer.channel} yet: use whatsapp, sms or web_chat.`);
}

async function chat(stage: Stage, customer: Customer, message: string): Promise<void> {
  const body = { client_id: stage.tenant.id, session_id: customer.address, message };
  const answer = await stage.api("POST /v1/chat", { role: "service", body });
  if (answer.status !== 200) throw new Error(`POST /v1/chat answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

const Taken = z.object({ statuses: z.array(z.number().nullable()) });

async function viaTwilio(stage: Stage, customer: Customer, message: Message): Promise<void> {
  const { channel, address, name } = customer;
  const files = await Promise.all(message.media.map((path) => uploaded(stage, path)));
  const types = files.map((file, index) => [`MediaContentType${index}`, file.contentType]);
  const { statuses } = Taken.parse(
    await stage.sandbox("twilio/inbound", {
      url: `${stage.product.url}/webhooks/twilio/${channel}`,
      channel,
      to: numberOf(stage, channel),
      from: address,
      body: message.text,
      mediaUrl: files.map(({ url }) => url),
      profileName: name,
      fields: { ...Object.fromEntries(types), ...message.fields },
      repeat: message.deliveries,
    }),
  );
  if (statuses.some((status) => status !== 200))
    throw new Error(`The webhook answered ${statuses.join(", ")}. ${stage.product.logged.at(-1) ?? ""}`);
}

const Uploaded = z.object({ url: z.string(), contentType: z.string() });

async function uploaded(stage: Stage, path: string): Promise<z.infer<typeof Uploaded>> {
  const bytes = await readFile(resolve(stage.folder, path)).catch((cause: unknown) => {
    throw new Error(`There is no file ${path} beside the scenario.`, { cause });
  });
  const contentType = contentTypes[extname(path).toLowerCase()];
  if (!contentType) throw new Error(`${path} is none of ${Object.keys(contentTypes).join(", ")}.`);
  return Uploaded.parse(await stage.sandbox("twilio/media", { base64: bytes.toString("base64"), contentType }));
}

const contentTypes: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".pdf": "application/pdf",
  ".ogg": "audio/ogg",
};

function numberOf({ tenant }: Stage, channel: string): string {
  for (const input of tenant.config.channels.input)
    if (input.type === channel && "phone_number" in input.config) return String(input.config.phone_number);
  throw new Error(`${tenant.id} has no ${channel} number under channels.input.`);
}
