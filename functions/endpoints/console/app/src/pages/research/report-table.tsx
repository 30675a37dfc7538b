import { m } from "#messages";
import { type Column, Rows } from "../../components/rows.tsx";

/** A part of a report: its heading and its rows, or that there is nothing. */
export function ReportTable<Item>({
  title,
  items,
  columns,
  keyOf,
}: {
  readonly title: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  keyOf(item: Item): string;
}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="quiet">{m.research_nothing()}</p>
      ) : (
        <Rows label={title} items={items} columns={columns} keyOf={keyOf} />
      )}
    </section>
  );
}
