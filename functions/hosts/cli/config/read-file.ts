import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Failure } from "../failure.ts";

/** A file's text, or what is piped in for `-`. @throws Failure when it cannot be read. */
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
  if (code === "ENOENT") return "there is no such file.";
  if (code === "EISDIR") return "this is a folder; name the files in it, such as config/tenants/*.yaml.";
  if (code === "EACCES") return "it may not be read by you.";
  return cause instanceof Error ? cause.message : String(cause);
}
