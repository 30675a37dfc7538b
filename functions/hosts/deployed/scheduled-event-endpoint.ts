import type { HttpHandler } from "../../endpoints/http/shell.ts";
import type { FunctionInstance } from "./instance.ts";
import { notCalled } from "./not-called.ts";

/** Publishes events when they are due: as the scheduler posts them, or as a platform without posts finds them. */
export async function scheduledEventEndpoint(instance: FunctionInstance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  if (platform.endpoints) return platform.endpoints.task;
  await platform.scheduler.start();
  return notCalled;
}
