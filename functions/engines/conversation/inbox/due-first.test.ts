import { newHandoff, replyDue } from "../handoff/state.ts";
import { handoffRoutes } from "./handoff-routes.ts";
import { openInbox } from "./inbox.fixture.ts";

interface Listed {
  readonly items: readonly { readonly conversation_id: string; readonly rating: object | null }[];
  readonly next_cursor: string | null;
}

test("the queue can be listed by the time until which customers are to be answered", async () => {
  const inbox = await openInbox((dependencies) =>
    handoffRoutes(dependencies as unknown as Parameters<typeof handoffRoutes>[0]),
  );
  const waiting = (id: string, due: string | null, priority = "low") => {
    const at = "2026-11-30T07:00:00.000Z";
    const handoff = newHandoff({ id, type: "human_agent", department: null, skills: [], priority, at });
    return { id, status: "escalated" as const, handoff: { ...handoff, ...replyDue(handoff, due) } };
  };
  await inbox.store([
    waiting("later", "2026-11-30T09:00:00.000Z", "urgent"),
    waiting("unpromised", null),
    { ...waiting("first", "2026-11-30T08:30:00.000Z"), survey: { ...noSurvey, rated: { stars: 4.5, at: "then" } } },
  ]);
  const listed: Listed["items"][number][] = [];
  let cursor: string | undefined;
  do {
    const page: Listed = await inbox.call("listHandoffs", { query: { order: "due", limit: 1, cursor } });
    listed.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(listed.map(({ conversation_id: id }) => id)).toEqual(["first", "later", "unpromised"]);
  expect(listed.map(({ rating }) => rating)).toEqual([{ stars: 4.5, at: "then" }, null, null]);
  await inbox.close();
});

const noSurvey = { run: null, askedAt: {}, lowRatedAt: null };
