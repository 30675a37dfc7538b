/** A value found in a customer's text, with its position. */
export interface DetectedValue {
  readonly value: string;
  readonly at: number;
}
