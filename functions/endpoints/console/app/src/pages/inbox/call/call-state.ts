import { createStore } from "../store.ts";

/** The live call of the open conversation whose bot can be told something. */
export const whisperTo = createStore<string | undefined>(undefined);

/** Since when what customers say is translated for this person. Undefined: it is not. */
export const translatingSince = createStore<string | undefined>(undefined);
