import { paletteOf } from "../../../functions/engines/demo/brand/palette.ts";
import type { Demo } from "../../../functions/engines/demo/demo.ts";
import { DemoConfig, type DemoLanguage } from "../../../functions/engines/demo/demo-config.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";

const at = "2026-11-29T10:00:00.000Z";

/** A finished demo with the chat and the dashboard of a month. */
export function demoOf(language: DemoLanguage): Demo {
  const newest = { date: "2026-11-28", time: "18:40", channel: "whatsapp", summary: "Asked when the report is ready" };
  return {
    id: "d1",
    name: "Asha Diagnostics",
    status: "ready",
    state: "live",
    researchId: null,
    seed: "s",
    config: DemoConfig.parse({ industry: "healthcare", language }),
    today: "2026-11-29",
    sandbox: TenantId.parse("demo_d1"),
    linkId: "l1",
    problem: null,
    notes: [],
    progress: { done: 4, total: 4, now: "" },
    palette: paletteOf({ primary: "#7a1f6b", accent: "#e8b400" }),
    hasLogo: false,
    month: {
      conversations: 412,
      resolvedByAgent: 83,
      medianMinutes: 3,
      rating: 4.4,
      orders: 31,
      appointments: 77,
      byDay: Array.from({ length: 30 }, (_, day) => ({
        date: `2026-11-${String(day + 1).padStart(2, "0")}`,
        count: 5 + ((day * 7) % 19),
      })),
      byPattern: [],
      byChannel: [],
      newest: [
        { ...newest, by: "agent" },
        { ...newest, time: "17:02", by: "person" },
      ],
    },
    createdBy: "asha",
    createdAt: at,
    updatedAt: at,
    readyAt: at,
  };
}
