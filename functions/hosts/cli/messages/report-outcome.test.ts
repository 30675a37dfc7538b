import type { z } from "zod";
import type { DirectMessageView } from "../../../engines/messages/views.ts";
import type { ApiClient } from "../api/client.ts";
import { reportOutcome } from "./report-outcome.ts";

type Message = z.infer<typeof DirectMessageView>;

const message: Message = {
  message_id: "m1",
  request_id: "m1.1",
  conversation_id: "c1",
  channel: "sms",
  purpose: "service",
  status: "queued",
  reason: null,
  until: null,
  sent_as: null,
  created_at: "2026-11-22T10:00:00.000Z",
  updated_at: "2026-11-22T10:00:00.000Z",
  links: { self: "/v1/messages/m1", conversation: "/v1/conversations/c1" },
};

/** What is printed, how often the server is asked, and the failure, as the server tells these outcomes in turn. */
async function reported(outcomes: readonly Partial<Message>[], options: { json?: boolean; wait?: number } = {}) {
  let asked = 0;
  const get = async () => {
    asked += 1;
    return { ...message, ...outcomes[Math.min(asked, outcomes.length) - 1] };
  };
  let printed = "";
  const terminal = {
    api: { get } as unknown as Pick<ApiClient, "get">,
    show(text: string) {
      printed += `${text}\n`;
    },
    pause: async () => {},
  };
  const failure = await reportOutcome(terminal, message, { client: "client_123", ...options }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { printed, asked, failure };
}

it("prints the message as it is, without waiting", async () => {
  const { printed, asked } = await reported([]);
  expect([printed, asked]).toEqual(["m1  queued\nservice message by sms in conversation c1\n", 0]);
});

it("waits until the outcome is known", async () => {
  const { printed, asked, failure } = await reported([{ status: "sent" }, { status: "read" }], { json: true, wait: 9 });
  expect([asked, failure, JSON.parse(printed)]).toMatchObject([2, undefined, { status: "read" }]);
});

it("does not wait for the end of the quiet hours", async () => {
  const waiting = { status: "waiting", reason: "quiet-hours", until: "2026-11-23T02:30:00.000Z" } as const;
  const { printed, asked, failure } = await reported([waiting], { wait: 9 });
  expect([asked, failure]).toEqual([1, undefined]);
  expect(printed).toMatch(/^m1 {2}waiting: quiet-hours\n.*\nIt is tried again by itself at 2026-11-2/);
});

it.each<[string, Partial<Message>, string]>([
  ["was skipped", { status: "skipped", reason: "opted-out" }, "A rule forbids the message (opted-out)."],
  ["failed", { status: "failed", reason: "30007" }, "The provider refused the message (30007)."],
  ["has no outcome in time", {}, "There is no outcome after 1 s. Use `messages show` later."],
])("fails when it %s", async (_why, outcome, failure) => {
  expect(await reported([outcome], { wait: 1 })).toMatchObject({ failure });
});

it("prints no control characters of a provider's code", async () => {
  const { printed } = await reported([{ status: "failed", reason: "\u001b[2J1" }], { wait: 1 });
  expect(printed).toContain("failed: [2J1");
});
