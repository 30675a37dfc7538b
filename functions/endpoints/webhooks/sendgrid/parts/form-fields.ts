import { Busboy } from "@fastify/busboy";
import { Problem } from "../../../../../shared/http/problem.ts";

export interface MailFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** A form's text fields as the bytes that were sent, by name, and its files. */
export interface FormFields {
  readonly texts: ReadonlyMap<string, Buffer>;
  readonly files: readonly MailFile[];
}

/** SendGrid posts some twenty fields, and at most a few dozen files. */
const mostParts = 150;
const limits = { parts: mostParts, files: mostParts, headerPairs: 20 };

/**
 * Reads a multipart form without decoding its texts. Inbound Parse posts each part of a mail in the mail's own charset,
 * while `Response.formData` reads every field as UTF-8.
 * @throws Problem 400 `form-invalid` for a body that is not a form.
 */
export async function formFields(rawBody: Buffer, contentType: string): Promise<FormFields> {
  if (hasTooManyParts(rawBody, contentType))
    throw new Problem(400, "form-invalid", `The form has more than ${mostParts} parts.`);
  const texts = new Map<string, Buffer>();
  const files: MailFile[] = [];
  return new Promise<FormFields>((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(new Problem(400, "form-invalid", "The body is not valid multipart/form-data.", { cause }));
    try {
      // As a file, a part comes as its bytes.
      const parser = new Busboy({ headers: { "content-type": contentType }, limits, isPartAFile: () => true });
      parser.on("file", (name, stream, filename, _encoding, type) => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
        stream.on("error", fail);
        stream.on("end", () => {
          const bytes = Buffer.concat(chunks);
          if (filename === undefined) texts.set(name, bytes);
          else files.push({ bytes, contentType: type });
        });
      });
      parser.on("error", fail);
      parser.on("finish", () => resolve({ texts, files }));
      parser.end(rawBody);
    } catch (error) {
      fail(error);
    }
  });
}

/** Looked for before parsing, because the parser takes long for parts that it then leaves out. */
function hasTooManyParts(rawBody: Buffer, contentType: string): boolean {
  const [, quoted, bare] = /boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType.slice(0, 1_000)) ?? [];
  const boundary = Buffer.from(`--${quoted ?? bare ?? ""}`);
  let at = -1;
  for (let parts = 0; parts <= mostParts; parts += 1) {
    at = rawBody.indexOf(boundary, at + 1);
    if (at === -1) return false;
  }
  return true;
}
