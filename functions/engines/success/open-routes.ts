import { activeConfigsOf } from "../../../shared/config/versions/active-configs.ts";
import { wallClock } from "../../../shared/time/wall-clock.ts";
import type { Composition } from "../../app/compose.ts";
import { successRoutes } from "./routes.ts";

export function openSuccessRoutes({ platform: { documents }, configs, now }: Composition) {
  return successRoutes({
    documents,
    async today(tenantId) {
      const [config] = await activeConfigsOf(configs, tenantId);
      return wallClock(now(), config?.timezone ?? "UTC").date;
    },
  });
}
