import { z } from "zod";
import { pageOf } from "../../../../shared/http/paging.ts";
import { AppliedChange } from "../../../engines/prd/document/requirements.ts";
import { RequirementsView, VersionSummary } from "../../../engines/prd/document/views.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

interface OfDocument extends ServerOptions {
  readonly id: string;
  readonly json?: boolean;
}

export async function showRequirements({ id, json, ...options }: OfDocument): Promise<void> {
  const api = await connect(options);
  const document = await api.get("/v1/prds/:id", { params: { id }, reply: RequirementsView });
  if (json) return printJson(document);
  print(`${document.title} (${document.status}, revision ${document.revision})`);
  const bySection = Map.groupBy(document.items, ({ section }) => section);
  for (const [section, items] of bySection) {
    print(`\n${section.replaceAll("_", " ")}`);
    for (const item of items) print(`  ${item.id}  ${fieldsText(item.fields)}`);
  }
  for (const { id: conflict, item, field, proposed, by } of document.conflicts)
    print(`\nConflict ${conflict}: ${by} wants ${item} ${field ?? ""} to be ${JSON.stringify(proposed)}.`);
  if (document.hindrances.length > 0) print("");
  for (const hindrance of document.hindrances) print(`Before approval: ${hindrance}`);
}

export async function listVersions({ id, json, limit: most, ...options }: OfDocument & ListOptions): Promise<void> {
  const api = await connect(options);
  const { items, more } = await collect(most, async ({ limit, cursor }) => {
    const call = { params: { id }, query: { limit, cursor }, reply: pageOf(VersionSummary) };
    const page = await api.get("/v1/prds/:id/versions", call);
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (json) return printJson(items);
  if (items.length === 0) return print("No version is kept yet.");
  printTable(
    ["version", "name", "revision", "approved", "by", "at"],
    items.map(({ version, name, revision, approved, by, at }) => [
      ...[String(version), name, String(revision), approved ? "yes" : ""],
      ...[by, localTime(at)],
    ]),
  );
  if (more) note(`There are more. Use --limit ${most * 2}.`);
}

export async function compareVersions({
  id,
  json,
  from,
  to,
  ...options
}: OfDocument & { readonly from: number; readonly to?: number }): Promise<void> {
  const api = await connect(options);
  const query = { from, ...(to === undefined ? {} : { to }) };
  const reply = z.object({ changes: z.array(AppliedChange) });
  const { changes } = await api.get("/v1/prds/:id/diff", { params: { id }, query, reply });
  if (json) return printJson(changes);
  if (changes.length === 0) return print("Nothing differs.");
  for (const change of changes) {
    if (change.type === "added") print(`+ ${change.item.id}  ${fieldsText(change.item.fields)}`);
    else if (change.type === "removed") print(`- ${change.item.id}  ${fieldsText(change.item.fields)}`);
    else print(`~ ${change.id} ${change.field}: ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`);
  }
}

export async function approveRequirements({
  id,
  revision,
  ...options
}: OfDocument & { readonly revision: number }): Promise<void> {
  const api = await connect(options, "admin");
  const call = { params: { id }, body: { revision }, reply: RequirementsView };
  const { title, approved } = await api.post("/v1/prds/:id/approve", call);
  print(`${title} is approved as version ${approved?.version}.`);
}

function fieldsText(fields: RequirementsView["items"][number]["fields"]): string {
  return Object.entries(fields)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : value}`)
    .join("; ");
}
