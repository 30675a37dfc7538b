import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notFoundHandler } from "./not-found-handler.ts";

/** Publishes due events: those the scheduler posts, or those a platform without posts finds itself. */
export async function scheduledEventEndpoint(instance: FunctionInstance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  if (platform.endpoints) return platform.endpoints.task;
  await platform.scheduler.start();
  return notFoundHandler;
}
