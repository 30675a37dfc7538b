import type { Platform } from "../../../../shared/platform/platform.ts";
import type { ApiPage } from "./page.ts";

/** `/metrics`, for Prometheus. It is not public: the answer needs the platform's token. */
export function metricsPage({
  platform,
  now,
}: {
  readonly platform: Pick<Platform, "documents" | "keys">;
  readonly now: () => Date;
}): ApiPage {
  return {
    path: "/metrics",
    async answer({ request }) {
      const { serveMetrics } = await import("../../../engines/monitoring/exposition/serve-metrics.ts");
      const { authorization } = request.headers;
      const body = await serveMetrics(platform, { authorization, now: now() });
      const headers = { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" };
      return { status: 200, headers, body };
    },
  };
}
