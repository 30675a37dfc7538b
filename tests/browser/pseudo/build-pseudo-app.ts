import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtConsoleApp } from "../../../functions/hosts/build/console-app.ts";
import { projectRoot } from "../../../shared/project-root.ts";
import { pseudoText } from "./pseudo-text.ts";

const english = join(projectRoot, "functions/endpoints/console/app/messages/en");
const pseudo = join(projectRoot, "dist-console/pseudo");

mkdirSync(join(pseudo, "en"), { recursive: true });
for (const name of readdirSync(english)) {
  const texts = JSON.parse(readFileSync(join(english, name), "utf8")) as Readonly<Record<string, string>>;
  const written = Object.entries(texts).map(([key, text]) => [key, pseudoText(text)]);
  writeFileSync(join(pseudo, "en", name), JSON.stringify(Object.fromEntries(written)));
}
process.stdout.write(await builtConsoleApp(pseudo));
