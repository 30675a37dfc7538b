import { UnmergeView } from "../../../engines/customers/merging/unmerge-routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { print } from "../output.ts";

interface UnmergeOptions extends ServerOptions {
  readonly id: string;
}

export async function unmergeCustomer(options: UnmergeOptions): Promise<void> {
  const api = await connect(options, "admin");
  const { separated, remaining, unclear_fields } = await api.post("/v1/customers/:id/unmerge", {
    params: { id: options.id },
    reply: UnmergeView,
  });
  print(`${separated.customer_id} is a customer of its own again: ${held(separated)}.`);
  print(`${remaining.customer_id} remains: ${held(remaining)}.`);
  if (unclear_fields.length > 0)
    print(`These fields stay with ${remaining.customer_id}, and may be the other one's: ${unclear_fields.join(", ")}.`);
}

function held({ identities, fields }: (typeof UnmergeView)["_output"]["separated"]): string {
  const addresses = identities.map(({ value, standing }) => `${value} (${standing})`);
  const names = Object.keys(fields);
  return `${addresses.join(", ") || "no address"}; ${names.length === 0 ? "no fields" : `fields ${names.join(", ")}`}`;
}
