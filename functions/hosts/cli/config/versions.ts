import type { ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import { Failure } from "../failure.ts";
import type { ListOptions } from "../options.ts";
import { colourText, localTime, note, print, printJson, printTable } from "../output.ts";
import { type ConfigDesk, withDesk } from "./config-desk.ts";

interface ConfigOptions extends ServerOptions {
  readonly name?: string;
}

export async function listVersions(options: ConfigOptions & ListOptions): Promise<void> {
  await withDesk(options, async (desk) => {
    const { items, more } = await collect(options.limit, desk.list);
    if (options.json) return printJson(items);
    if (items.length === 0) throw noVersions(desk);
    printTable(
      ["version", "", "config_id", "stored", "by"],
      items.map(({ version, active, config_id, created_at, created_by }) => [
        `${desk.name} ${version}`,
        active ? "active" : "",
        config_id,
        localTime(created_at),
        created_by,
      ]),
    );
    if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
  });
}

/** Prints a version's text as it was stored; without a number, the active version's. */
export async function showVersion(options: ConfigOptions & { readonly version?: number }): Promise<void> {
  await withDesk(options, async (desk) => {
    const version = options.version ?? (await activeVersion(desk)) ?? (await newestVersion(desk));
    const text = await desk.text(version);
    note(`${desk.client}/${desk.name} version ${version}`);
    print(text.trimEnd());
  });
}

/** Prints a patch; with --json also the semantic changes. Defaults to the active and the newest version. */
export async function showDifference(
  options: ConfigOptions & { readonly from?: number; readonly to?: number; readonly json?: boolean },
): Promise<void> {
  await withDesk(options, async (desk) => {
    const newest = await newestVersion(desk);
    const from = options.from ?? (await activeVersion(desk)) ?? newest;
    const to = options.to ?? newest;
    const { patch, changes } = await desk.diff(from, to);
    if (options.json) return printJson({ name: desk.name, from, to, patch, changes });
    if (patch === "") return print(`${desk.name} ${from} and ${desk.name} ${to} are the same.`);
    // The line above a patch separates files; here is only one.
    const lines = patch
      .trimEnd()
      .split("\n")
      .filter((line) => !/^={3,}$/.test(line));
    print(lines.map(colouredLine).join("\n"));
  });
}

export async function activateVersion(options: ConfigOptions & { readonly version: number }): Promise<void> {
  await withDesk(options, async (desk) => {
    const version = await desk.activate(options.version);
    print(`${desk.client}/${desk.name} version ${version} is active for new conversations.`);
  });
}

export async function rollBack(options: ConfigOptions): Promise<void> {
  await withDesk(options, async (desk) => {
    const version = await desk.rollback();
    print(`Rolled back to ${desk.client}/${desk.name} version ${version}. It is active for new conversations.`);
  });
}

async function newestVersion(desk: ConfigDesk): Promise<number> {
  const [newest] = (await desk.list({ limit: 1 })).items;
  if (!newest) throw noVersions(desk);
  return newest.version;
}

async function activeVersion(desk: ConfigDesk): Promise<number | undefined> {
  const { items } = await collect(1_000, desk.list);
  return items.find(({ active }) => active)?.version;
}

function noVersions({ client, name }: ConfigDesk): Failure {
  return new Failure(`${client} has no configuration "${name}". Store one with \`config push FILE --activate\`.`);
}

function colouredLine(line: string): string {
  if (/^(---|\+\+\+)/.test(line)) return colourText("bold", line);
  if (line.startsWith("@@")) return colourText("cyan", line);
  if (line.startsWith("+")) return colourText("green", line);
  if (line.startsWith("-")) return colourText("red", line);
  return line;
}
