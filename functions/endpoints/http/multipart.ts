import type { IncomingMessage } from "node:http";
import { setImmediate } from "node:timers/promises";
import { Busboy } from "@fastify/busboy";
import { Problem } from "../../../shared/http/problem.ts";
import type { UploadedFile } from "../../../shared/http/route.ts";
import { mediaType } from "./body.ts";

const limits = { parts: 30, files: 1, fieldSize: 64 * 1024, headerPairs: 20 };
/** Parsed at once, with others answered in between. */
const sliceBytes = 1024 * 1024;

export function isForm(request: IncomingMessage): boolean {
  return mediaType(request) === "multipart/form-data";
}

export interface UploadForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: UploadedFile;
}

/**
 * The fields of a form (RFC 7578) and its one file.
 * @throws Problem 400 `form-invalid`, 422 `file-missing`
 */
export async function readForm(rawBody: Buffer, contentType: string): Promise<UploadForm> {
  const fields = new Map<string, string>();
  const files: UploadedFile[] = [];
  let failure: unknown;
  const parser = openParser(contentType);
  const ended = new Promise<void>((resolve) => {
    const fail = (cause: unknown) => {
      failure = cause;
      resolve();
    };
    parser.on("field", (name, value) => void fields.set(name, value));
    parser.on("file", (_field, stream, filename, _encoding, type) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
      stream.on("error", fail);
      stream.on(
        "end",
        () => void files.push({ name: filename ?? "", contentType: type, bytes: Buffer.concat(chunks) }),
      );
    });
    parser.on("filesLimit", () => fail(new Error("more than one file")));
    parser.on("partsLimit", () => fail(new Error("too many parts")));
    parser.on("error", fail);
    parser.on("finish", () => resolve());
  });
  for (let start = 0; start < rawBody.length && failure === undefined; start += sliceBytes) {
    parser.write(rawBody.subarray(start, start + sliceBytes));
    await setImmediate();
  }
  parser.end();
  await ended;
  if (failure !== undefined) throw invalid(failure);
  const [file] = files;
  if (file === undefined || file.name === "")
    throw new Problem(422, "file-missing", "The form has no file. Send one as the field `file`, with its name.");
  return { fields: Object.fromEntries(fields), file };
}

function openParser(contentType: string): InstanceType<typeof Busboy> {
  try {
    return new Busboy({ headers: { "content-type": contentType }, limits });
  } catch (error) {
    throw invalid(error);
  }
}

function invalid(cause: unknown): Problem {
  return new Problem(400, "form-invalid", "The body is not valid multipart/form-data with one file.", { cause });
}
