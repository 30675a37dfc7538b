/** A value in a row, as JSON. Lists, maps and objects nest. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

/** A row by its columns' names. */
export type TableRow = Readonly<Record<string, Cell>>;

export function isEmptyCell(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === "";
}
