import type { ReactNode } from "react";
import { m } from "#messages";
import type { List } from "../api/use-list.ts";
import { Button } from "./button.tsx";
import { Empty } from "./page.tsx";
import { Progress } from "./progress.tsx";
import { type Column, Rows } from "./rows.tsx";
import { Problem } from "./status.tsx";
import { useNarrowed } from "./use-narrowed.ts";

/** A list as a table, with a search in it where it is long. */
export function Table<Item>({
  label,
  list,
  columns,
  keyOf,
  empty,
  narrows = true,
}: {
  readonly label: string;
  readonly list: List<Item>;
  readonly columns: readonly Column<Item>[];
  keyOf(item: Item): string;
  /** Shown instead of a table without rows. */
  readonly empty: ReactNode;
  /** False where the page has a search that the API answers. */
  readonly narrows?: boolean;
}) {
  const { items, field, isReading } = useNarrowed(list, label);
  return (
    <ListState list={list} empty={empty}>
      {narrows && field}
      {isReading && <Progress label={m.loading()} />}
      {items.length === 0 ? (
        <Empty title={m.nothing_found()}>
          <p>{m.search_in_how()}</p>
        </Empty>
      ) : (
        <Rows label={label} items={items} columns={columns} keyOf={keyOf} />
      )}
    </ListState>
  );
}

/** A list that loads, fails, is empty or goes on: the same for every list, however its items look. */
export function ListState<Item>({
  list,
  empty,
  children,
}: {
  readonly list: List<Item>;
  readonly empty: ReactNode;
  readonly children: ReactNode;
}) {
  if (list.status === "pending")
    return (
      <div className="awaited">
        <Progress label={m.loading()} />
      </div>
    );
  if (list.status === "error") return <Problem error={list.error} />;
  if (list.items.length === 0) return empty;
  return (
    <>
      {children}
      {list.showMore && (
        <Button busy={list.isLoadingMore} onClick={list.showMore}>
          {m.show_more()}
        </Button>
      )}
    </>
  );
}
