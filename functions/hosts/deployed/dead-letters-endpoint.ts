import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notCalled } from "./not-called.ts";

/** Lists what the bus gave up on, because no process lived to refuse it, with what steps gave up on. */
export async function deadLettersEndpoint(instance: FunctionInstance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  return platform.endpoints?.deadLetters ?? notCalled;
}
