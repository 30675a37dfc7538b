/** A value in a row, as JSON. Lists, maps and objects nest. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

/** A row by its columns' names. */
export type TableRow = Readonly<Record<string, Cell>>;

/** The cell of a column, or what is at a place within it: `address.zip`. Undefined when there is none. */
export function cellAt(row: TableRow, place: string): Cell | undefined {
  if (Object.hasOwn(row, place)) return row[place];
  return place.split(".").reduce<Cell | undefined>((holder, name) => {
    if (typeof holder !== "object" || holder === null || Array.isArray(holder)) return undefined;
    const fields = holder as TableRow;
    return Object.hasOwn(fields, name) ? fields[name] : undefined;
  }, row);
}

export function isEmptyCell(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === "";
}
