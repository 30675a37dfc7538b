/** One figure, as the raw records give it and as the product says it. */
export interface Figure {
  readonly figure: string;
  readonly expected: string;
  readonly found: string;
}

export type AddFigure = (figure: string, expected: unknown, found: unknown) => void;

/** All days on which something of the month is counted. */
export const days = { from: "2026-10-01", until: "2027-01-31" };
