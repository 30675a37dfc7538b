import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";

export interface MediaFile {
  readonly base64: string;
  readonly contentType: string;
}

/** Reads a file relative to the scenario. @throws Error for a missing file or an unsupported type. */
export async function mediaFile(folder: string, path: string): Promise<MediaFile> {
  const contentType = contentTypes[extname(path).toLowerCase()];
  if (!contentType)
    throw new Error(`${path} has an unsupported type. Supported are ${Object.keys(contentTypes).join(", ")}.`);
  const bytes = await readFile(resolve(folder, path)).catch((cause: unknown) => {
    throw new Error(`The scenario's folder has no file ${path}.`, { cause });
  });
  return { base64: bytes.toString("base64"), contentType };
}

const contentTypes: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".pdf": "application/pdf",
  ".ogg": "audio/ogg",
};
