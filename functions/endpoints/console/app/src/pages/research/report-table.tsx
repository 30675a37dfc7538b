import type { ReactNode } from "react";
import { m } from "#messages";

interface ReportColumn<Item> {
  readonly heading: string;
  cell(item: Item): ReactNode;
}

/** A part of a report: its heading and its rows, or that there is nothing. */
export function ReportTable<Item>({
  title,
  items,
  columns,
  keyOf,
}: {
  readonly title: string;
  readonly items: readonly Item[];
  readonly columns: readonly ReportColumn<Item>[];
  keyOf(item: Item): string;
}) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="quiet">{m.research_nothing()}</p>
      ) : (
        <table className="table" aria-label={title}>
          <thead>
            <tr>
              {columns.map(({ heading }) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={keyOf(item)}>
                {columns.map(({ heading, cell }) => (
                  <td key={heading} data-heading={heading}>
                    {cell(item)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
