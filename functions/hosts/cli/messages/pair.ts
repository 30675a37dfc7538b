/** `name=value`, as an option of the command line gives it. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}
