import type { HttpHandler } from "../../../shared/http/handler.ts";
import type { Instance } from "./instance.ts";
import { nothingHere } from "./not-called.ts";

/** Publishes events when they are due: as the scheduler posts them, or as a platform without posts finds them. */
export async function scheduledEventDoor(instance: Instance): Promise<HttpHandler> {
  const { platform } = await instance.composition();
  if (platform.doors) return platform.doors.task;
  await platform.scheduler.start();
  return nothingHere;
}
