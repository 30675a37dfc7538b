import { z } from "zod";
import type { LinkView } from "../../../shared/security/links/secret-link.ts";
import { LinkCaps } from "../../../shared/security/links/secret-link-documents.ts";
import { type Demo, DemoState } from "./demo.ts";

const Caps = z.object({
  per_visitor: LinkCaps.shape.perVisitor.describe("Messages and page views of one visitor a day."),
  per_day: LinkCaps.shape.perDay.describe("Messages and page views of all visitors a day."),
});

/** What may be set when a demo is made and later. */
export const DemoSettings = z.object({
  state: DemoState.optional().describe("live: visitors may open it. draft and paused: nobody may."),
  expires_in_days: z.number().int().min(1).max(365).optional().describe("From now on. Default: 14."),
  password: z.string().min(6).max(100).nullable().optional().describe("What visitors must type; null: nothing."),
  caps: Caps.nullable().optional().describe("How often it may be used a day. Default: 200 a visitor, 2,000 in all."),
});

export const DemoView = z
  .object({
    demo_id: z.string().describe("The demo's id."),
    name: z.string().describe("The business's name."),
    industry: z.string().describe("The template that it started from."),
    language: z.string().describe("Of the invented data and the page."),
    status: z.enum(["building", "ready", "failed", "removing", "removed"]).describe("How far it is."),
    state: DemoState.describe("Whether visitors may open it."),
    research_id: z.string().nullable().describe("The research whose facts it shows; null without one."),
    progress: z
      .object({
        done: z.number().int().describe("Parts that are made."),
        total: z.number().int().describe("All parts."),
        now: z.string().describe("What happens now."),
      })
      .describe("How far it is."),
    problem: z.string().nullable().describe("Why it failed."),
    notes: z.array(z.string()).describe("What the configuration asked for and the demo does otherwise."),
    sandbox_client_id: z.string().describe("The sandbox tenant. Its id opens the chat: keep it to yourself."),
    url: z.string().nullable().describe("The page. Shown once, when it is made or renewed; only its hash is stored."),
    expires_at: z.string().nullable().describe("When the link ends."),
    has_password: z.boolean().describe("Whether visitors must type a password."),
    caps: Caps.nullable().describe("How often it may be used a day."),
    created_by: z.string().describe("Who made it."),
    created_at: z.string().describe("When it was asked for."),
    ready_at: z.string().nullable().describe("Since when its page answers."),
  })
  .meta({ id: "Demo" });
export type DemoView = z.infer<typeof DemoView>;

export const DemoViews = z
  .object({
    views: z.number().int().describe("How often the page was opened."),
    visitors: z.number().int().describe("By how many addresses, of the last 1,000."),
    last_view_at: z.string().nullable().describe("When it was last opened."),
    by_day: z
      .array(
        z.object({
          date: z.string().describe("The day (UTC)."),
          views: z.number().int().describe("Views of the day."),
        }),
      )
      .describe("The last 120 days with views."),
    chats: z.number().int().describe("Conversations, 100 at most."),
    questions: z.array(z.string()).describe("The newest 50 messages of visitors, cut to 300 characters."),
    cost: z
      .object({
        model_calls: z.number().int().describe("Calls of models."),
        input_tokens: z.number().int().describe("Tokens that models read."),
        output_tokens: z.number().int().describe("Tokens that models wrote."),
      })
      .describe("Of the newest 500 turns."),
  })
  .meta({ id: "DemoViews" });
export type DemoViews = z.infer<typeof DemoViews>;

export function demoView(demo: Demo, link: LinkView | undefined, url: string | null = null): DemoView {
  const { id, name, config, status, state, progress, problem, notes, sandbox } = demo;
  return {
    demo_id: id,
    name,
    industry: config.industry,
    research_id: demo.researchId,
    language: config.language,
    status,
    state,
    progress,
    problem,
    notes,
    sandbox_client_id: sandbox,
    url,
    expires_at: link?.expiresAt ?? null,
    has_password: link?.hasPassword ?? false,
    caps: link?.caps ? { per_visitor: link.caps.perVisitor, per_day: link.caps.perDay } : null,
    created_by: demo.createdBy,
    created_at: demo.createdAt,
    ready_at: demo.readyAt,
  };
}
