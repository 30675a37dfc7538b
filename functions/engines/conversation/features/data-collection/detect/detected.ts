/** Something read from a customer's words, and where it stands in them. */
export interface Detected {
  readonly value: string;
  readonly at: number;
}
