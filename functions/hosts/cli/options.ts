import { type Command, InvalidArgumentError, Option } from "commander";
import { type Role, roles } from "../../../shared/security/identity.ts";

/** What every verb on a client's things is told. */
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
  new Option("--data-dir <folder>", "where the product keeps its data (default: DATA_DIR, else .data)");

export const clientOption = () =>
  new Option("-c, --client <id>", "the client, such as client_123").makeOptionMandatory().argParser(clientId);

export const nameOption = () =>
  new Option("--name <name>", "which of the client's configurations (default: its first)");

export const jsonOption = () => new Option("--json", "print JSON, for programs");

export const limitOption = () =>
  new Option("--limit <count>", "how many at most").default(50).argParser((given) => wholeNumber(given));

export const urlOption = () =>
  new Option("--url <url>", "where the product answers (default: where it runs on this machine)").argParser(httpUrl);

export const tokenOption = () =>
  new Option("--token <token>", "a token for a product elsewhere (default: one made from the data folder)");

/** The same form as `TenantId`, checked without loading zod so that help stays quick. */
export function clientId(given: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,62}$/.test(given)) return given;
  throw new InvalidArgumentError("A client's id is 1 to 63 of a-z, 0-9, _ and -, such as client_123.");
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
  throw new InvalidArgumentError("It must be a whole number from 1.");
}

function httpUrl(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given.replace(/\/+$/, "");
  throw new InvalidArgumentError("It must be an address such as http://127.0.0.1:8080.");
}

/** Lines under the help, set apart. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  npm run cli -- ${example}`);
  return command.addHelpText("after", `\n${examples.length === 1 ? "Example:" : "Examples:"}\n${lines.join("\n")}`);
}
