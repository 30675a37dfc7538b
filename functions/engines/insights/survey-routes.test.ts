import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { surveyCompleted } from "../../../shared/events/index.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { runnerWith, tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { recordSurvey } from "./record-survey.ts";
import { surveyRoutes } from "./survey-routes.ts";

const now = new Date("2026-11-29T12:00:00.000Z");
let folder: string;
let platform: EmbeddedPlatform;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surveys-"));
  platform = withTestIds(openEmbedded({ dataDir: folder, now: () => now }));
});
afterEach(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

async function record(...days: readonly number[]): Promise<void> {
  const runner = runnerWith(platform, {}, () => now);
  for (const day of days) {
    const at = `2026-11-${day}T10:00:00.000Z`;
    const data = {
      surveyId: `s${day}`,
      status: "completed" as const,
      trigger: "post_service",
      conversationId: "c1",
      customerId: "p1",
      channel: "whatsapp" as const,
      questions: [{ id: "better", text: "What can we do better?", optional: true, type: "text" as const }],
      answers: [{ type: "text" as const, questionId: "better", text: `answer of day ${day}`, at }],
      startedAt: at,
      endedAt: at,
    };
    const id = `survey-${day}`;
    await runner.run(recordSurvey, envelopeOf(surveyCompleted, { id, tenantId, key: "c1", at: now, data }));
  }
}

async function exported(query: object, of = tenantId) {
  const found = surveyRoutes({ documents: platform.documents }).find(
    ({ operationId }) => operationId === "exportSurveyAnswers",
  );
  if (!found) throw new Error("There is no such operation.");
  const reply = await found.handle({ identity: { tenantId: of }, query: found.query?.parse(query) } as never);
  if (!("body" in reply)) throw new Error("It does not stream.");
  return { text: String(reply.body), next: reply.headers?.["Next-Cursor"] };
}

it("exports every survey of a period page by page, with one heading, and nothing of another client", async () => {
  await record(20, 21, 22, 23);
  const period = { from: "2026-11-21T00:00:00.000Z", limit: "2" };
  const first = await exported(period);
  const second = await exported({ ...period, cursor: first.next });
  expect(second.next).toBeUndefined();
  const lines = (first.text + second.text).trim().split("\n");
  expect(lines[0]).toMatch(/^survey_id,status,/);
  expect(lines.slice(1).map((line) => line.split(",").at(-1))).toEqual(
    [23, 22, 21].map((day) => `answer of day ${day}`),
  );
  expect((await exported({}, TenantId.parse("rival"))).text.trim().split("\n")).toHaveLength(1);
});
