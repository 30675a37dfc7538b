import type { ReactNode } from "react";

export interface Column<Item> {
  readonly heading: string;
  /** An amount, which is never broken into two lines. */
  readonly whole?: boolean;
  cell(item: Item): ReactNode;
}

/** Items as rows; on a telephone each becomes a block with its headings. */
export function Rows<Item>({
  label,
  items,
  columns,
  keyOf,
}: {
  readonly label: string;
  readonly items: readonly Item[];
  readonly columns: readonly Column<Item>[];
  keyOf(item: Item): string;
}) {
  return (
    <table className="table" aria-label={label}>
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
            {columns.map(({ heading, whole = false, cell }) => (
              <td key={heading} data-heading={heading} className={whole ? "amount" : undefined}>
                {cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
