import type { ClientView } from "../../../../../../../engines/accounts/client-routes.ts";

type Stage = ClientView["stage"];

/** The pages of a column that have been loaded. */
export interface ColumnPages {
  readonly pages: readonly { readonly items: readonly ClientView[]; readonly next_cursor: string | null }[];
}

/** The stage before or after a stage, of all in their order. Undefined at the end. Pure. */
export function stageBeside(stages: readonly Stage[], stage: Stage, direction: "back" | "on"): Stage | undefined {
  const at = stages.indexOf(stage) + (direction === "on" ? 1 : -1);
  return at < 0 ? undefined : stages[at];
}

/** A column without a client. Pure. */
export function without<Column extends ColumnPages>(column: Column, id: string): Column {
  const pages = column.pages.map((page) => ({ ...page, items: page.items.filter((each) => each.client_id !== id) }));
  return { ...column, pages };
}

/** A column with a client where the server's order has it: the newest first. Pure. */
export function withClient<Column extends ColumnPages>(column: Column, client: ClientView): Column {
  const cleared = without(column, client.client_id);
  const isOlder = (each: ClientView) => each.created_at < client.created_at;
  const found = cleared.pages.findIndex(({ items }) => items.some(isOlder));
  const last = cleared.pages.length - 1;
  // Older than all that is loaded: it stands at the end until the column is read again.
  const target = found === -1 ? last : found;
  const pages = cleared.pages.map((page, index) => {
    if (index !== target) return page;
    const at = page.items.findIndex(isOlder);
    return { ...page, items: page.items.toSpliced(at === -1 ? page.items.length : at, 0, client) };
  });
  return { ...cleared, pages };
}
