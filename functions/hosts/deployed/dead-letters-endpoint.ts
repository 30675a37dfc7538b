import type { HttpHandler } from "../../../shared/http/handler.ts";
import type { Instance } from "./instance.ts";
import { nothingHere } from "./not-called.ts";

/** Lists what the bus gave up on, because no process lived to refuse it, with what steps gave up on. */
export async function deadLettersDoor(instance: Instance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  return platform.doors?.deadLetters ?? nothingHere;
}
