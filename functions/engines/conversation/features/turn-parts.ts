import { once } from "../../../app/lazy.ts";
import { features } from "./index.ts";
import type { TurnPart } from "./turn-part.ts";

/** The features' parts in turns, in the order in which a turn runs them. */
export type TurnParts = readonly ({ readonly name: string } & TurnPart)[];

/** Loads the parts at the first turn, so that functions without turns never load them. */
export const loadTurnParts = once<TurnParts>(() =>
  Promise.all(features.map(async ({ name, turn }) => ({ name, ...(await turn?.()) }))),
);
