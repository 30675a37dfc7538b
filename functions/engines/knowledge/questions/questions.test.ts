import { questionUnanswered } from "../../../../shared/events/index.ts";
import type { ApiRequest } from "../../../../shared/http/route.ts";
import { envelopeOf } from "../../../../shared/runtime/envelope.ts";
import { createRunner } from "../../../../shared/runtime/runner.ts";
import { openTestPlatform } from "../../../../shared/runtime/runner-fixture.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { garage, shop } from "../knowledge.fixture.ts";
import { questionRoutes } from "./question-routes.ts";
import { recordQuestion } from "./questions.ts";

let opened: ReturnType<typeof openTestPlatform>;
beforeEach(() => {
  opened = openTestPlatform(() => new Date("2026-11-20T10:00:00.000Z"));
});
afterEach(() => opened.close());

let events = 0;
async function asked(conversationId: string, question: string, { at = "2026-11-20T10:00:00.000Z", id = "" } = {}) {
  const runner = createRunner({
    platform: opened.platform,
    senders: {},
    log: createLogger({ level: "silent" }),
    now: () => new Date(at),
  });
  events += 1;
  const questionId = `${conversationId}-fan`;
  const data = {
    questionId,
    groupKey: "fan repair",
    question,
    language: "en",
    conversationId,
    customerId: `customer-${conversationId}`,
    at,
  };
  const of = { id: id === "" ? `e${events}` : id, tenantId: shop, key: questionId, at: new Date(at), data };
  await runner.run(recordQuestion, envelopeOf(questionUnanswered, of));
}

async function list(tenantId = shop, query: object = { limit: 50 }) {
  const [route] = questionRoutes({ platform: opened.platform });
  const request = { identity: { tenantId }, query } as unknown as ApiRequest<never, never, never>;
  const reply = await route?.handle(request);
  return (reply as { body: { items: { question: string; conversations: number; asked: number }[] } }).body.items;
}

it("counts conversations and turns of one question, most asked first, for its own tenant only", async () => {
  await asked("c1", "Do you repair fans?");
  await asked("c1", "Do you really repair fans?", { at: "2026-11-20T11:00:00.000Z" });
  await asked("c2", "Can a fan be repaired?", { at: "2026-11-20T12:00:00.000Z" });
  expect(await list()).toMatchObject([
    {
      question: "Can a fan be repaired?",
      wordings: ["Can a fan be repaired?", "Do you really repair fans?"],
      conversations: 2,
      asked: 3,
    },
  ]);
  expect(await list(garage)).toEqual([]);
  expect(await list(shop, { limit: 50, since: "2026-11-20T13:00:00.000+01:00" })).toMatchObject([{ conversations: 1 }]);
});

it("counts an event that is delivered twice once", async () => {
  await asked("c1", "Do you repair fans?", { id: "same" });
  await asked("c1", "Do you repair fans?", { id: "same" });
  expect(await list()).toMatchObject([{ asked: 1 }]);
});
