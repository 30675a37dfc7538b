import { z } from "zod";
import type { Collection } from "../../../shared/platform/documents.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { ownedDocument } from "../../../shared/runtime/owned-document.ts";
import { Palette } from "./brand/palette.ts";
import { DemoConfig } from "./demo-config.ts";
import { DemoMonth } from "./generate/month.ts";

/** What may be set of a demo that exists. `draft` is for the agency only. */
export const DemoState = z.enum(["draft", "live", "paused"]);

const Demo = z.object({
  id: z.string(),
  name: z.string(),
  /** `building` until its page answers. */
  status: z.enum(["building", "ready", "failed", "removing", "removed"]),
  state: DemoState,
  config: DemoConfig,
  /** The research whose facts the configuration holds. */
  researchId: z.string().nullable().default(null),
  seed: z.string(),
  /** The local day of the invented data. */
  today: z.string(),
  sandbox: TenantId,
  linkId: z.string(),
  progress: z.object({ done: z.number().int(), total: z.number().int(), now: z.string() }),
  problem: z.string().nullable(),
  /** What the configuration asked for and a demo does otherwise. */
  notes: z.array(z.string()),
  palette: Palette.nullable(),
  hasLogo: z.boolean(),
  month: DemoMonth.nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  readyAt: z.string().nullable(),
});
export type Demo = z.infer<typeof Demo>;

/** Demos of the agency's clients. Their conversations belong to their sandbox tenants. */
export const demos = ownedDocument<Demo>({
  name: "demos",
  state: Demo,
  indexes: [["createdAt"]],
  confidential: true,
  // Invented people and a business.
  personal: "nothing",
});

const DemoSandbox = z.object({ owner: TenantId, demoId: z.string(), linkId: z.string() });

/** In a sandbox tenant: whose demo it is. One document. */
export const demoSandboxes: Collection<z.infer<typeof DemoSandbox>> = {
  name: "demo-sandboxes",
  schema: DemoSandbox,
  indexes: [],
  confidential: false,
  personal: "nothing",
};
export const sandboxDocument = "demo";

const DemoActivity = z.object({
  demoId: z.string(),
  views: z.number().int(),
  visitors: z.array(z.string()),
  byDay: z.array(z.object({ date: z.string(), views: z.number().int() })),
  lastViewAt: z.string().nullable(),
});
export type DemoActivity = z.infer<typeof DemoActivity>;

/** Views of a demo's page, apart from the demo so that visitors do not hold up its owner. */
export const demoActivities = ownedDocument<DemoActivity>({
  name: "demo-activities",
  state: DemoActivity,
  indexes: [],
  confidential: false,
  // Keyed hashes of addresses, which lead to no customer.
  personal: "nothing",
});

export const activityLimits = { visitors: 1_000, days: 120 } as const;

export const bundleBlob = (demoId: string) => `demos/${demoId}/bundle.json`;
export const logoBlob = (demoId: string) => `demos/${demoId}/logo.png`;
