import { createHash, randomInt } from "node:crypto";
import type { Answer } from "../../http.ts";
import { textOf } from "../../json.ts";
import type { ProviderContext, ProviderRequest } from "../provider.ts";
import { graphError, invalidParameter, unknownObject } from "./errors.ts";

interface Media {
  readonly id: string;
  readonly bytes: Buffer;
  readonly mimeType: string;
}

/** WhatsApp's download URLs are valid for five minutes (Meta docs, "Cloud API media"). */
const downloadSeconds = 300;

/** Files sent by customers or uploaded by the business. */
export interface MetaMediaStore {
  add(bytes: Buffer, mimeType: string): Media & { readonly sha256: string };
  has(id: string): boolean;
  /** `POST /{phone number id}/media`, multipart. */
  upload(request: ProviderRequest): Promise<Answer>;
  /** `GET` or `DELETE /{media id}`. */
  one(method: string, id: string): Answer;
  /** Answers a download URL. WhatsApp's requires the token, Instagram's is public. */
  download(request: ProviderRequest): Answer;
  publicAddress(id: string): string;
  clear(): void;
}

export function metaMediaStore(context: ProviderContext): MetaMediaStore {
  const files = new Map<string, Media>();
  const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

  function add(bytes: Buffer, mimeType: string) {
    const media = { id: `1${randomInt(1e13, 9e13)}`, bytes, mimeType };
    files.set(media.id, media);
    return { ...media, sha256: sha256(bytes) };
  }

  async function upload({ headers, bytes }: ProviderRequest): Promise<Answer> {
    const form = await new Response(new Uint8Array(bytes), {
      headers: { "content-type": headers["content-type"] ?? "" },
    })
      .formData()
      .catch(() => null);
    const file = form?.get("file");
    if (form?.get("messaging_product") !== "whatsapp") {
      return invalidParameter("The parameter messaging_product is required.");
    }
    if (!(file instanceof Blob)) return invalidParameter("The parameter file is required.");
    const type = textOf(form.get("type")) || file.type;
    if (type === "" || type === "application/octet-stream") {
      return invalidParameter(
        "Param file must be a file with one of the following types: image/jpeg, application/pdf, …",
      );
    }
    return { status: 200, body: { id: add(Buffer.from(await file.arrayBuffer()), type).id } };
  }

  function one(method: string, id: string): Answer {
    const media = files.get(id);
    if (!media) return unknownObject(method, id);
    if (method === "DELETE") {
      files.delete(id);
      return { status: 200, body: { success: true } };
    }
    const expires = Math.floor(context.now().getTime() / 1_000) + downloadSeconds;
    const url = `${context.publicUrl()}/meta/whatsapp_business/attachments/?mid=${id}&ext=${expires}`;
    const { bytes, mimeType: mime_type } = media;
    const file_size = String(bytes.length);
    return {
      status: 200,
      body: { messaging_product: "whatsapp", url, mime_type, sha256: sha256(bytes), file_size, id },
    };
  }

  function download({ path, query }: ProviderRequest): Answer {
    const media = files.get(query.get("mid") ?? query.get("asset_id") ?? "");
    const expired = path.startsWith("/whatsapp_business") && Number(query.get("ext")) * 1_000 < context.now().getTime();
    if (!media || expired) return graphError({ status: 404, code: 100, message: "URL signature expired" });
    return { status: 200, body: media.bytes, headers: { "content-type": media.mimeType } };
  }

  return {
    add,
    has: (id) => files.has(id),
    upload,
    one,
    download,
    publicAddress: (id) => `${context.publicUrl()}/meta/ig_messaging_cdn/?asset_id=${id}`,
    clear: () => files.clear(),
  };
}
