import { features } from "./index.ts";

/** The features' parts in turns. Only functions that run turns load this file. */
export const turnParts = await Promise.all(features.map(async ({ name, turn }) => ({ name, ...(await turn?.()) })));
