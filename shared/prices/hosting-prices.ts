import type { PriceRow } from "./price-row.ts";

const cloudRun = {
  component: "hosting",
  currency: "USD",
  from: null,
  until: null,
  source: "cloud.google.com/run/pricing, request-based, tier 1",
  readOn: "2026-11-29",
} as const;
const shared = "billing-account";

/** Cloud Run with CPU during requests. It rounds each request up to 100 milliseconds. */
export const hostingPrices: readonly PriceRow[] = [
  {
    item: "cloud-run.cpu",
    ...cloudRun,
    unit: "vCPU-second",
    per: 1,
    price: "0.000024",
    roundUpTo: 0.1,
    free: { quantity: 180_000, scope: shared },
  },
  {
    item: "cloud-run.memory",
    ...cloudRun,
    unit: "GiB-second",
    per: 1,
    price: "0.0000025",
    roundUpTo: 0.1,
    free: { quantity: 360_000, scope: shared },
  },
  {
    item: "cloud-run.requests",
    ...cloudRun,
    unit: "request",
    per: 1_000_000,
    price: "0.40",
    free: { quantity: 2_000_000, scope: shared },
  },
];
