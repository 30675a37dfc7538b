import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../shared/project-root.ts";

const catalogues = join(projectRoot, "functions/endpoints/console/app/messages");

/** What the console says in a language: `say("invited", { name: "Asha" })`. @throws Error naming a key that has no text. */
export function textsIn(language: "en" | "hi" | "ur") {
  const folder = join(catalogues, language);
  const texts: Readonly<Record<string, string>> = Object.assign(
    {},
    ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as object),
  );
  return (key: string, inputs: Readonly<Record<string, string>> = {}): string => {
    const text = texts[key];
    if (text === undefined) throw new Error(`${language} has no text with the key ${key}.`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => inputs[name] ?? "");
  };
}
