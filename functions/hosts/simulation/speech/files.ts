import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";

export interface MediaFile {
  readonly base64: string;
  readonly contentType: string;
}

/** A file that lies beside the scenario. @throws Error when there is none, or none that customers send. */
export async function mediaFile(folder: string, path: string): Promise<MediaFile> {
  const contentType = contentTypes[extname(path).toLowerCase()];
  if (!contentType) throw new Error(`${path} is none of ${Object.keys(contentTypes).join(", ")}.`);
  const bytes = await readFile(resolve(folder, path)).catch((cause: unknown) => {
    throw new Error(`There is no file ${path} beside the scenario.`, { cause });
  });
  return { base64: bytes.toString("base64"), contentType };
}

const contentTypes: Readonly<Record<string, string>> = {
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".pdf": "application/pdf",
  ".ogg": "audio/ogg",
};
