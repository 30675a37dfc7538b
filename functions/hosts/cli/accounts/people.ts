import { pageOf } from "../../../../shared/http/paging.ts";
import type { Role } from "../../../../shared/security/tokens/identity.ts";
import { InvitedPerson, PersonView } from "../../../engines/accounts/people-routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { collect } from "../data.ts";
import type { ListOptions } from "../options.ts";
import { localTime, note, print, printJson, printTable } from "../output.ts";

type JsonOptions = ServerOptions & { readonly json?: boolean };

export async function listPeople(options: ServerOptions & ListOptions & { readonly search?: string }): Promise<void> {
  const api = await connect(options, "admin");
  const { search } = options;
  const { items, more } = await collect(options.limit, async (query) => {
    const page = await api.get("/v1/people", {
      query: { ...query, ...(search ? { search } : {}) },
      reply: pageOf(PersonView),
    });
    return { items: page.items, nextCursor: page.next_cursor };
  });
  if (options.json) return printJson(items);
  if (items.length === 0) return print("There are no such people.");
  printTable(
    ["id", "name", "e-mail", "client", "roles", "removed"],
    items.map((each) => [
      each.person_id,
      each.name,
      each.email,
      each.client_id,
      each.roles.join(", "),
      each.removed_at === null ? "" : localTime(each.removed_at),
    ]),
  );
  if (more) note(`There are more. Use --limit ${options.limit * 2}.`);
}

export async function invitePerson(
  options: JsonOptions & { readonly email: string; readonly name: string; readonly role: readonly Role[] },
): Promise<void> {
  const { email, name, role: roles, json } = options;
  const api = await connect(options, "admin");
  const person = await api.post("/v1/people", { body: { email, name, roles }, reply: InvitedPerson });
  if (json) return printJson(person);
  print(`${person.person_id}  ${person.name}, ${person.roles.join(", ")}`);
  print(person.sign_in_url);
  note("The link works once, within a day. It is shown only now.");
}

export async function changeRoles(
  options: JsonOptions & { readonly id: string; readonly role: readonly Role[] },
): Promise<void> {
  await change(options, { roles: options.role });
}

export async function removePerson(options: JsonOptions & { readonly id: string }): Promise<void> {
  await change(options, { removed: true });
}

async function change(options: JsonOptions & { readonly id: string }, body: object): Promise<void> {
  const api = await connect(options, "admin");
  const person = await api.send("PATCH", `/v1/people/${encodeURIComponent(options.id)}`, body, PersonView);
  if (options.json) return printJson(person);
  print(`${person.person_id}  ${person.name}, ${person.removed_at === null ? person.roles.join(", ") : "removed"}`);
}
