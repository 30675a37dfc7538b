import { z } from "zod";
import type { Customer, Stage } from "../stage.ts";
import { mediaFile } from "./files.ts";
import { type InputChannel, type Message, mustBeTaken } from "./message.ts";

const Taken = z.object({ statuses: z.array(z.number().nullable()) });

/**
 * WhatsApp's Cloud API and Instagram. `fields` are those of the sandbox's control: `buttonReply`, `listReply`,
 * `quickReply`, `postback`, … in place of the text.
 */
export async function viaMeta(
  stage: Stage,
  { channel, address, name }: Customer,
  message: Message,
  input: InputChannel,
): Promise<void> {
  const [path] = message.media;
  const file = path === undefined ? undefined : await mediaFile(stage.folder, path);
  const type = file?.contentType.startsWith("image/") ? "image" : "document";
  const media = file && { type, data: file.base64, mimeType: file.contentType, caption: message.text };
  const content = Object.keys(message.fields).length > 0 ? message.fields : media ? { media } : { text: message.text };
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
  mustBeTaken(stage, Taken.parse(taken).statuses);
}

/** @throws Error when the tenant's file does not say which of Meta's accounts it is. */
function accountOf(input: InputChannel): string {
  const id =
    input.type === "whatsapp"
      ? input.config.phone_number_id
      : input.type === "instagram"
        ? (input.config.account_id ?? input.config.business_account)
        : undefined;
  if (id !== undefined) return id;
  throw new Error(`The tenant's ${input.type} channel has no phone_number_id: Meta's webhooks name the number by it.`);
}
