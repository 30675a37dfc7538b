import { pageOf } from "../../../../shared/http/paging.ts";
import { ClientView } from "../../../engines/accounts/client-routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

type JsonOptions = ServerOptions & { readonly json?: boolean };

export async function listClients(options: ServerOptions & ListOptions & { readonly search?: string }): Promise<void> {
  const api = await connect(options, "admin");
  const { search } = options;
  const { items, more } = await collect(options.limit, async (query) => {
    const page = await api.get("/v1/clients", {
      query: { ...query, ...(search ? { search } : {}) },
      reply: pageOf(ClientView),
    });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no such clients.");
  printTable(
    ["id", "name", "stage", "site", "added"],
    items.map((each) => [each.client_id, each.name, each.stage, each.website ?? "", localTime(each.created_at)]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function addClient(
  options: JsonOptions & {
    readonly name: string;
    readonly id?: string;
    readonly website?: string;
    readonly stage: ClientView["stage"];
  },
): Promise<void> {
  const { name, id, website, stage, json } = options;
  const api = await connect(options, "admin");
  const body = { name, stage, ...(id ? { client_id: id } : {}), ...(website ? { website } : {}) };
  show(await api.post("/v1/clients", { body, reply: ClientView }), json);
}

export async function showClient(options: JsonOptions & { readonly id: string }): Promise<void> {
  const api = await connect(options, "admin");
  show(await api.get("/v1/clients/:id", { params: { id: options.id }, reply: ClientView }), options.json);
}

export async function changeApproval(
  options: JsonOptions & { readonly id: string; readonly approval: ClientView["approval"] },
): Promise<void> {
  const { id, approval, json } = options;
  const api = await connect(options, "admin");
  show(await api.send("PATCH", `/v1/clients/${encodeURIComponent(id)}`, { approval }, ClientView), json);
}

function show(client: ClientView, json = false): void {
  if (json) {
    printJson(client);
    return;
  }
  print(`${client.client_id}  ${client.name}, ${client.stage}`);
  if (client.approval === "two") print("written configurations are activated after a second person has approved them");
  print(`${client.website ?? "no site known"}, added ${localTime(client.created_at)} by ${client.created_by}`);
}
