import { features } from "./index.ts";

/** The features' parts in turns, loaded with this file: by the functions that run turns, and by no other. */
export const turnParts = await Promise.all(features.map(async ({ name, turn }) => ({ name, ...(await turn?.()) })));
