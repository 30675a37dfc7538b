import { z } from "zod";
import { IntegrationView } from "../../../engines/integrations/routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { Failure } from "../failure.ts";
import { localTime, print, printJson, printTable, shortenLine } from "../output.ts";

type Options = ServerOptions & { readonly json?: boolean };
type Integration = z.infer<typeof IntegrationView>;

const path = "/v1/integrations";

export async function listIntegrations(options: Options): Promise<void> {
  show(await integrationsOf(options), options);
}

/** Tests one integration, or all of them. Fails when one does not work. */
export async function testIntegrations(options: Options & { readonly name?: string | undefined }): Promise<void> {
  const api = await connect(options, "admin");
  const names = options.name === undefined ? (await integrationsOf(options)).map(({ name }) => name) : [options.name];
  const tested: Integration[] = [];
  for (const name of names)
    tested.push(await api.post(`${path}/:name/test`, { params: { name }, reply: IntegrationView }));
  show(tested, options);
  const failed = tested.filter(({ health }) => health?.status === "failed").map(({ name }) => name);
  if (failed.length > 0) throw new Failure(`These do not work: ${failed.join(", ")}.`);
}

async function integrationsOf(options: Options): Promise<readonly Integration[]> {
  const api = await connect(options, "admin");
  return (await api.get(path, { reply: z.object({ items: z.array(IntegrationView) }) })).items;
}

function show(items: readonly Integration[], { json, client }: Options): void {
  if (json) printJson(items);
  else if (items.length === 0) print(`${client} has no integrations.`);
  else printIntegrations(items);
}

function printIntegrations(items: readonly Integration[]): void {
  printTable(
    ["name", "type", "secrets", "health", "tested", "what it says"],
    items.map(({ name, type, secrets, health }) => {
      const missing = secrets.filter(({ set }) => !set).map((secret) => secret.name);
      return [
        name,
        type,
        missing.length === 0 ? "set" : `missing: ${missing.join(" ")}`,
        health?.status ?? "never tested",
        health === null ? "" : localTime(health.checked_at),
        shortenLine(health?.message ?? "", 80),
      ];
    }),
  );
}
