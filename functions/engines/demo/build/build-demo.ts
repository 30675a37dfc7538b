import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import { type DemoBuildDue, demoBuildDue } from "../../../../shared/events/index.ts";
import type { OutboundRequest } from "../../../../shared/outbound/outbound-request.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import { projectRoot } from "../../../../shared/project-root.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { type Event, newEvent, type StepContext, step } from "../../../../shared/runtime/step.ts";
import { jsonOf } from "../../../../shared/schema/json-of.ts";
import { type Palette, paletteOf } from "../brand/palette.ts";
import { type Logo, readLogo } from "../brand/read-logo.ts";
import { bundleBlob, type Demo, demos, logoBlob } from "../demo.ts";
import { DemoBundle } from "../generate/bundle.ts";
import { generateBundle } from "../generate/generate-bundle.ts";
import { type DemoMonth, monthOf } from "../generate/month.ts";
import { bookInvented } from "./book-invented.ts";
import { type DemoTemplate, openingHoursOf, readTemplate, sandboxConfig } from "./sandbox-config.ts";

/** The name of the one configuration of a sandbox tenant. */
export const demoConfigName = "demo";

type Made =
  | { readonly stage: "generate"; readonly month: DemoMonth; readonly palette: Palette; readonly hasLogo: boolean }
  | { readonly stage: "configure"; readonly notes: readonly string[] }
  | { readonly stage: "publish"; readonly booked: number }
  | { readonly stage: "fail"; readonly problem: string };

interface BuildDependencies {
  readonly documents: Documents;
  readonly blobs: Blobs;
  readonly configs: Pick<ConfigVersions, "push" | "parsed">;
  readonly outbound: OutboundRequest;
  readonly publicUrl: string;
}

/** Makes a demo, one part an event: a killed process goes on with the part that it was at, and repeats no effect of it. */
export function buildDemoStep(dependencies: BuildDependencies) {
  const { documents, blobs, configs, outbound, publicUrl } = dependencies;

  return step<DemoBuildDue, Demo, Made | undefined>({
    name: "demo-build",
    on: demoBuildDue,
    publishes: [demoBuildDue],
    publishesAfterFailure: [demoBuildDue],
    document: demos,
    documentId: ({ data }) => data.demoId,
    afterFailure: ({ data }) =>
      data === undefined || data.stage === "fail"
        ? []
        : [newEvent(demoBuildDue, data.demoId, { ...data, stage: "fail" })],
    async gather(demo, event, ctx) {
      if (demo?.status !== "building") return undefined;
      return make(demo, event, ctx);
    },
    decide(demo, { data }, made, now) {
      if (demo?.status !== "building" || made === undefined) return undefined;
      const at = now.toISOString();
      const next = { ...demo, updatedAt: at };
      switch (made.stage) {
        case "generate": {
          const { month, palette, hasLogo } = made;
          const progress = { done: 2, total: 4, now: "Setting up the sandbox" };
          const document = { ...next, month, palette, hasLogo, progress };
          return { document, publish: [newEvent(demoBuildDue, demo.id, { ...data, stage: "configure" as const })] };
        }
        case "configure": {
          const document = {
            ...next,
            notes: [...demo.notes, ...made.notes],
            progress: { done: 3, total: 4, now: "Booking invented appointments" },
          };
          return { document, publish: [newEvent(demoBuildDue, demo.id, { ...data, stage: "publish" as const })] };
        }
        case "publish":
          return {
            document: {
              ...next,
              status: "ready",
              readyAt: at,
              progress: { done: 4, total: 4, now: "The page answers" },
            },
          };
        case "fail":
          return {
            document: {
              ...next,
              status: "failed",
              problem: made.problem,
              progress: { ...demo.progress, now: "Stopped" },
            },
          };
      }
    },
  });

  async function make(demo: Demo, event: Event<DemoBuildDue>, ctx: StepContext): Promise<Made> {
    const { tenantId, data } = event;
    if (data.stage === "fail")
      return { stage: "fail", problem: "A part could not be made. Remove the demo and create it again." };
    const template = await templateOf(demo);
    if (data.stage === "generate") {
      const openingHours = openingHoursOf(demo.config, template);
      const bundle = generateBundle(demo.config, { seed: demo.seed, today: demo.today, openingHours });
      const contentType = "application/json";
      await blobs.put(tenantId, bundleBlob(demo.id), Buffer.from(JSON.stringify(bundle)), { contentType });
      const logo = await logoOf(demo, ctx);
      if (logo) await blobs.put(tenantId, logoBlob(demo.id), logo.png, { contentType: "image/png" });
      const { primary_color: primary = logo?.primary, accent_color: accent = logo?.accent } = demo.config.branding;
      return {
        stage: "generate",
        month: monthOf(bundle),
        palette: paletteOf({ primary, accent }),
        hasLogo: logo !== undefined,
      };
    }
    const bundle = await readBundle(event, demo);
    if (data.stage === "configure") {
      const { yaml, notes } = sandboxConfig(demo.config, {
        template,
        bundle,
        sandbox: demo.sandbox,
        name: demo.name,
        publicUrl,
      });
      const pushed = await configs.push(demo.sandbox, demoConfigName, yaml, { by: demo.createdBy, activate: true });
      if (pushed.ok) return { stage: "configure", notes };
      const [first] = pushed.problems;
      return {
        stage: "fail",
        problem: `${first?.path ?? ""}: ${first?.message ?? ""} ${first?.remedy ?? ""}`.slice(0, 500),
      };
    }
    const config = await configs.parsed(demo.sandbox, demoConfigName, 1);
    return {
      stage: "publish",
      booked: await bookInvented(documents, { demo, bundle, config, now: ctx.now, signal: ctx.signal }),
    };
  }

  async function readBundle({ tenantId }: Event<DemoBuildDue>, { id }: Demo): Promise<DemoBundle> {
    const stored = await blobs.get(tenantId, bundleBlob(id));
    if (!stored) throw new TerminalError("demo-bundle-missing", `The invented data of the demo ${id} is gone.`);
    return DemoBundle.parse(jsonOf(Buffer.from(stored.body).toString("utf8")));
  }

  /** A page without a logo is better than none. */
  async function logoOf({ config }: Demo, { signal, attempt, log }: StepContext): Promise<Logo | undefined> {
    const url = config.branding.logo_url;
    if (url === undefined) return undefined;
    try {
      return await readLogo(outbound, url, signal);
    } catch (error) {
      if (error instanceof RetryableError && attempt < 3) throw error;
      log.info({ err: error }, "the demo goes on without a logo");
      return undefined;
    }
  }
}

async function templateOf({ config }: Demo): Promise<DemoTemplate> {
  return readTemplate(await readFile(join(projectRoot, "config/templates", `${config.industry}.yaml`), "utf8"));
}
