import { z } from "zod";
import type { SimulatedCustomer, Stage } from "../stage/stage.ts";
import { mediaFile } from "./files.ts";
import {
  type PickedChoice,
  requireAccepted,
  type SimulatedChannel,
  type SimulatedMessage,
  typedText,
} from "./message.ts";

const Taken = z.object({ statuses: z.array(z.number().nullable()) });

/**
 * Sends a message through WhatsApp's Cloud API or Instagram. `fields` are those of the sandbox's control: `buttonReply`,
 * `listReply`, `quickReply`, `postback`, … and replace the text. A choice shown as a button or row is tapped.
 */
export async function viaMeta(
  stage: Stage,
  { channel, address, name }: SimulatedCustomer,
  message: SimulatedMessage,
  input: SimulatedChannel,
): Promise<void> {
  const [path] = message.media;
  const file = path === undefined ? undefined : await mediaFile(stage.folder, path);
  const type = file?.contentType.startsWith("image/") ? "image" : "document";
  const media = file && { type, data: file.base64, mimeType: file.contentType, caption: message.text };
  const tapped = message.choice && (await tap(stage, { channel, address }, message.choice));
  const given = Object.keys(message.fields).length > 0 ? message.fields : undefined;
  const content = given ?? tapped ?? (media ? { media } : { text: typedText(message) });
  const taken = await stage.sandbox("meta/inbound", {
    url: `${stage.product.url}/webhooks/meta`,
    channel,
    to: accountOf(input),
    from: address,
    name,
    ...content,
    times: message.deliveries,
    atOnce: true,
  });
  requireAccepted(stage, Taken.parse(taken).statuses);
}

const Shown = z.array(z.object({ channel: z.string(), to: z.string(), body: z.unknown() }));
const Reply = z.object({ reply: z.object({ id: z.string(), title: z.string() }) });
const Row = z.object({ id: z.string(), title: z.string() });
const QuickReply = z.object({ payload: z.string(), title: z.string() });

/** The displayed button, row or quick reply of a choice; undefined if it was shown as a number. */
async function tap(
  stage: Stage,
  { channel, address }: Pick<SimulatedCustomer, "channel" | "address">,
  { id }: PickedChoice,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const shown = Shown.parse(await stage.sandbox("meta/messages"));
  const to = channel === "whatsapp" ? address.replace(/\D/g, "") : address;
  const own = shown.filter((message) => message.channel === channel && message.to === to).reverse();
  for (const part of own.flatMap(({ body }) => sectionsIn(body))) {
    const button = Reply.safeParse(part).data?.reply;
    if (button?.id === id) return { buttonReply: button };
    const quickReply = QuickReply.safeParse(part).data;
    if (quickReply?.payload === id) return { quickReply };
    const row = Row.safeParse(part).data;
    if (row?.id === id && button === undefined) return { listReply: row };
  }
  return undefined;
}

/** All sections of a message's body, outer before inner. */
function sectionsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(sectionsIn)];
}

/** @throws Error if the tenant's file does not name its Meta account. */
function accountOf(input: SimulatedChannel): string {
  const id =
    input.type === "whatsapp"
      ? input.config.phone_number_id
      : input.type === "instagram"
        ? (input.config.account_id ?? input.config.business_account)
        : undefined;
  if (id !== undefined) return id;
  throw new Error(`The tenant's ${input.type} channel has no phone_number_id, which Meta's webhooks use.`);
}
