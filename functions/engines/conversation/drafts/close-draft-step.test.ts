import { TenantId } from "../../../../shared/platform/tenant.ts";
import type { EraseDependencies } from "../../../app/sandbox/erase-sandbox.ts";
import { closeDraftStep } from "./close-draft-step.ts";
import type { Draft } from "./draft.ts";

const draft: Draft = {
  id: "draft-1",
  configName: "main",
  sandbox: TenantId.parse("sandbox-draft-1"),
  status: "open",
  createdBy: "asha",
  createdAt: "2026-11-29T10:00:00.000Z",
  expiresAt: "2026-11-29T11:00:00.000Z",
};
const now = new Date("2026-11-29T10:30:00.000Z");
const event = (isLast: boolean) => ({ data: { draftId: "draft-1", isLast } }) as never;
const { decide } = closeDraftStep({} as EraseDependencies);

it("a draft's sandbox is removed again ten minutes later, because a call may still have written", () => {
  const closed = { ...draft, status: "closed" };
  expect(decide(draft, event(false), 3, now)).toMatchObject({
    document: closed,
    schedule: [{ data: { draftId: "draft-1", isLast: true }, at: new Date("2026-11-29T10:40:00.000Z") }],
  });
  expect(decide({ ...draft, status: "closed" }, event(true), 1, now)).toEqual({ document: closed });
});
