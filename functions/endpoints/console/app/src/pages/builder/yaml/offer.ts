import type { Hint } from "./schema-hints.ts";
import type { YamlPlace } from "./yaml-place.ts";

/** What may be written at a place of the text. */
export type Hints = (
  text: string,
  offset: number,
) => { readonly place: YamlPlace; readonly hints: readonly Hint[] } | undefined;

/** What is offered below the word that is being written. */
export interface Offer {
  readonly place: YamlPlace;
  readonly hints: readonly Hint[];
  readonly chosen: number;
}
