import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Failure } from "../failure.ts";

/** Reads a file, or standard input for `-`. @throws Failure if it cannot be read. */
export async function readYamlFile(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new Failure(`${file}: ${reason(cause)}`, { cause });
  }
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT") return "the file does not exist.";
  if (code === "EISDIR") return "this is a folder; name its files, such as config/tenants/*.yaml.";
  if (code === "EACCES") return "you have no permission to read it.";
  return cause instanceof Error ? cause.message : String(cause);
}
