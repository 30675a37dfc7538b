import { once } from "../../../app/lazy.ts";
import { features } from "./index.ts";
import type { TurnPart } from "./turn-part.ts";

/** The features' parts in turns, by the features' names, in the order in which turns ask them. */
export type TurnParts = readonly ({ readonly name: string } & TurnPart)[];

/** Loads them at the first turn: the functions that run none need none. */
export const loadTurnParts = once<TurnParts>(() =>
  Promise.all(features.map(async ({ name, turn }) => ({ name, ...(await turn?.()) }))),
);
