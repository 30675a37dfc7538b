import { type Command, InvalidArgumentError, Option } from "commander";
import { type Role, roles } from "../../../shared/security/tokens/identity.ts";

/** Options of all verbs that work on one client. */
export interface ClientOptions {
  readonly client: string;
}

export interface DataOptions {
  readonly dataDir?: string;
}

export interface ListOptions {
  readonly json?: boolean;
  readonly limit: number;
}

export const dataDirOption = () =>
  new Option("--data-dir <folder>", "the product's data folder (default: DATA_DIR, else .data)");

export const clientOption = () =>
  new Option("-c, --client <id>", "the client, such as client_123").makeOptionMandatory().argParser(clientId);

export const nameOption = () =>
  new Option("--name <name>", "one of the client's configurations (default: the default one)");

export const jsonOption = () => new Option("--json", "print JSON, for programs");

export const limitOption = () =>
  new Option("--limit <count>", "maximum number of items").default(50).argParser((given) => wholeNumber(given));

export const urlOption = () =>
  new Option("--url <url>", "the product's URL (default: the one running on this machine)").argParser(httpUrl);

export const tokenOption = () =>
  new Option("--token <token>", "a token for a product on another machine (default: created from the data folder)");

/** The options of a verb that asks a running product about one client. */
export function onServer(command: Command): Command {
  return command.addOption(clientOption()).addOption(urlOption()).addOption(tokenOption()).addOption(dataDirOption());
}

/** The same format as `TenantId`, checked without loading zod to keep the help fast. */
export function clientId(given: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,62}$/.test(given)) return given;
  throw new InvalidArgumentError("A client's id has 1 to 63 of the characters a-z, 0-9, _ and -, such as client_123.");
}

export function role(given: string): Role {
  const known = roles.find((each) => each === given);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`Roles are ${roles.join(", ")}.`);
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `15m`, `12h`, `30d` → seconds. */
export function lifetimeSeconds(given: string): number {
  const [, count = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
  const seconds = Number(count) * (secondsOf[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError("A time is a number and s, m, h or d, such as 15m or 12h.");
}

export function wholeNumber(given: string): number {
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new InvalidArgumentError("It must be a whole number of at least 1.");
}

function httpUrl(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, "");
  throw new InvalidArgumentError("It must be a URL such as http://127.0.0.1:8080.");
}

/** Adds examples below the help: words of this command line, or a whole command that begins with curl. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  ${example.startsWith("curl ") ? "" : "npm run cli -- "}${example}`);
  return command.addHelpText("after", `\n${examples.length === 1 ? "Example:" : "Examples:"}\n${lines.join("\n")}`);
}
