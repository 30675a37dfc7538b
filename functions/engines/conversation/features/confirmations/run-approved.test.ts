import type { ApprovalAnswered } from "../../../../../shared/events/index.ts";
import type { StepContext } from "../../../../../shared/runtime/step.ts";
import type { Tool, ToolCallContext } from "../../../../../shared/tools/tool.ts";
import { runOnce } from "./run-approved.ts";

test("a call that changes its own preview is not asked about again after a crash", async () => {
  const kept = new Map<string, unknown>();
  let balance = 100;
  let crashes = true;
  const tool = {
    name: "refund",
    reconcile: "repeat",
    preview: async () => ({ title: "Refund", lines: [{ label: "Balance", value: String(balance) }] }),
    async execute() {
      balance = 50;
      if (crashes) throw new Error("killed");
      return { content: { balance } };
    },
  } as unknown as Tool;
  const ctx = {
    effect: async (key: string, work: (key: string) => Promise<unknown>) => work(key),
    keep: async (key: string, value: unknown) => void kept.set(key, value),
    recall: async (key: string) => kept.get(key),
  } as unknown as StepContext<never>;
  const preview = { title: "Refund", lines: [{ label: "Balance", value: "100" }] };
  const request = { approvalId: "a1", preview } as unknown as ApprovalAnswered["request"];
  const run = () => runOnce(tool, {}, { call: {} as ToolCallContext, request, ctx });

  await expect(run()).rejects.toThrow("killed");
  crashes = false;
  expect(await run()).toEqual({ outcome: "done", result: { balance: 50 } });
});
