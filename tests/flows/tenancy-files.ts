import { until } from "../contracts/open-platform.ts";
import type { Clinic } from "./stage/clinic.ts";
import type { Flow } from "./stage/flow.ts";

const png = Buffer.from("89504e470d0a1a0a", "hex");

interface Message {
  readonly turn_id: string;
  readonly message_id: string;
  readonly attachments: readonly object[];
}

/** Sends a picture as an operator would, and one as the customer would. Returns the path parameters of both. */
export async function conversationFiles(
  { product, outside }: Flow,
  { client, whatsapp }: Clinic,
  { conversation, customer, mark }: { readonly conversation: string; readonly customer: string; readonly mark: string },
): Promise<{ readonly file: string; readonly turn: string; readonly message: string; readonly index: string }> {
  const path = `/v1/conversations/${conversation}`;
  const file = await upload(product, client, `${path}/attachments`);
  const { url: mediaUrl } = await outside.control<{ url: string }>("twilio/media", {
    base64: png.toString("base64"),
    contentType: "image/png",
  });
  await product.inbound({ to: whatsapp, from: customer, body: `A picture, ${mark}`, mediaUrl });
  let sent: Message | undefined;
  await until("the customer's picture is there", async () => {
    const { body } = await product.api<{ items: readonly Message[] }>(`GET ${path}/messages`, { client });
    sent = body.items.find(({ attachments }) => attachments.length > 0);
    return sent !== undefined;
  });
  return { file, turn: sent?.turn_id ?? "", message: sent?.message_id ?? "", index: "0" };
}

/** A file for canned replies. */
export function savedFile(product: Flow["product"], client: string): Promise<string> {
  return upload(product, client, "/v1/saved-files");
}

/** A file that somebody of the client has given to the API. */
async function upload(product: Flow["product"], client: string, path: string): Promise<string> {
  const form = new FormData();
  form.set("file", new File([png], "door.png"));
  const headers = { authorization: `Bearer ${await product.token(client)}` };
  const answer = await fetch(`${product.url}${path}`, { method: "POST", headers, body: form });
  const { attachment_id, saved_file_id } = (await answer.json()) as { attachment_id?: string; saved_file_id?: string };
  return attachment_id ?? saved_file_id ?? "";
}
