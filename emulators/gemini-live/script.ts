import { isObject, type JsonObject, listOf, numberOf, objectOf, textOf, textsOf } from "../json.ts";

/** What the model does the next time it would act, in place of what it should. Each is used once. */
export interface LiveStep {
  /** When: the caller has finished (`heard`), or the client asks for speech (`asked`). */
  readonly at: "heard" | "asked";
  /** Says this instead. */
  readonly says?: string;
  /** Does nothing. */
  readonly isSilent?: boolean;
  /** Sends only part of its speech, then closes with this. */
  readonly close?: { readonly code: number; readonly reason: string };
}

/** The behaviour of a live model. Reset gives the usual one. */
export interface LiveScript {
  /** What utterance n of a caller says. */
  readonly utterances: readonly string[];
  readonly thinkMs: number;
  readonly msPerCharacter: number;
  readonly steps: LiveStep[];
}

export function usualScript(): LiveScript {
  return { utterances: [], thinkMs: 20, msPerCharacter: 60, steps: [] };
}

/** @returns the script, or what is wrong with it */
export function liveScript(body: unknown): LiveScript | string {
  if (!isObject(body)) return "The script must be an object.";
  const usual = usualScript();
  const steps = listOf(body.steps).map(objectOf);
  if (steps.some(({ at }) => at !== "heard" && at !== "asked")) return "steps[].at must be heard or asked.";
  return {
    utterances: textsOf(body.utterances),
    thinkMs: numberOf(body.thinkMs, usual.thinkMs),
    msPerCharacter: numberOf(body.msPerCharacter, usual.msPerCharacter),
    steps: steps.map(stepOf),
  };
}

function stepOf(step: JsonObject): LiveStep {
  const close = isObject(step.close) ? step.close : undefined;
  return {
    at: step.at === "heard" ? "heard" : "asked",
    ...(typeof step.says === "string" && { says: step.says }),
    ...(step.isSilent === true && { isSilent: true }),
    ...(close && { close: { code: numberOf(close.code, 1011), reason: textOf(close.reason) } }),
  };
}
