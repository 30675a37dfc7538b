import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notFoundHandler } from "./not-found-handler.ts";

/**
 * Records events that the bus gave up on because no process lived to reject them. They are listed with the steps' own
 * dead letters.
 */
export async function deadLettersEndpoint(instance: FunctionInstance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  return platform.endpoints?.deadLetters ?? notFoundHandler;
}
