import { aConversation } from "../../../functions/engines/conversation/testing/fixtures.ts";
import type { Turns } from "../../../functions/engines/conversation/turn/open-turns.ts";
import { noReply } from "../../../functions/engines/conversation/turn/reply/turn-reply.ts";
import { testIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { tenantId } from "../../../shared/runtime/runner-fixture.ts";
import { callEvents } from "../call-message.ts";
import { Line } from "../speaking/line.ts";
import { call } from "../testing/call-fixture.ts";
import { createDialogue } from "./dialogue.ts";

/** A dialogue whose lines are all interrupted in the middle of what they say. */
function open(turns: Partial<Turns>) {
  const faults: unknown[] = [];
  const outcomes: string[] = [];
  const dialogue = createDialogue({
    turns: turns as Turns,
    events: callEvents(testIds(tenantId), call, "session"),
    now: () => new Date(),
    async lineEnd(line) {
      await line.released;
      for (const piece of line.pieces) Object.assign(piece, { seconds: 1, isWhole: true });
      line.playedSeconds = 0.5;
      return true;
    },
    continueOn: (line) => line,
    isOver: () => false,
    languageOf: () => "en-IN",
    waitingForPerson: () => null,
    correction: () => "",
    trouble: () => "",
    onTool: () => undefined,
    onOutcome: (outcome, said) => outcomes.push(`${outcome.type}: ${said}`),
    onFault: (error) => faults.push(error),
  });
  return { dialogue, faults, outcomes };
}

function released(): Line {
  const line = new Line();
  line.release();
  return line;
}

it("answers the next words although it could not record what was heard of the answer before", async () => {
  const asked: string[] = [];
  const { dialogue, faults, outcomes } = open({
    async run({ id, data }, { onEvent } = {}) {
      asked.push(data.text);
      const conversation = aConversation({ id: data.conversationId });
      const reply = { ...noReply(conversation, id, "m"), text: "One two three four five six." };
      onEvent?.({ type: "token", text: reply.text });
      onEvent?.({ type: "message", reply });
      return reply;
    },
    heard: () => Promise.reject(new Error("The store is away.")),
  });
  dialogue.answer("What does it cost?", released());
  await dialogue.settled();
  dialogue.answer("And fasting?", released());
  await dialogue.settled();
  expect(asked).toEqual(["What does it cost?", "And fasting?"]);
  expect(outcomes).toEqual(["committed: What does it cost?", "committed: And fasting?"]);
  expect(faults).toHaveLength(2);
  expect(dialogue.isOpen()).toBe(false);
});

it("tells of words that could not be recorded while an answer is given", async () => {
  const answering = Promise.withResolvers<never>();
  const { dialogue, faults } = open({
    run: () => answering.promise,
    spoken: () => Promise.reject(new Error("The store is away.")),
  });
  dialogue.answer("What does it cost?", released());
  dialogue.say("Hello.", released());
  await new Promise((resolve) => setTimeout(resolve, 20));
  answering.reject(new Error("away, too"));
  await dialogue.settled();
  expect(faults.map(String)).toEqual(["Error: The store is away."]);
});
