import { type RecordedCall, recordedCallsOf } from "../../contracts/lifecycle/recorded-calls.ts";
import type { Documents } from "../../platform/documents.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { memberOf } from "../../schema/records.ts";
import { titleOf } from "../../schema/title-of.ts";
import type { Tool, ToolResult } from "../tool.ts";
import { isRecorded } from "./is-recorded.ts";

/**
 * Tools that reach outside, for a sandbox. While a past conversation is replayed there, a call is answered with what the
 * same call answered then, or told not to be replayable: no secret is needed, and nothing happens. Elsewhere they are as
 * they were: the call itself is refused.
 */
export function replayedTools(tools: readonly Tool[], documents: Pick<Documents, "get" | "query">): readonly Tool[] {
  return tools.map((tool) => ({
    ...tool,
    async execute(args, call) {
      const recorded = await recordedCallsOf(documents, { tenantId: call.tenantId, session: call.customer.address });
      if (recorded === undefined) return tool.execute(args, call);
      const same = recorded.filter((each) => each.name === tool.name && isRecorded(args, each));
      // A call that waited for the customer's yes is recorded twice: as waiting, and as done.
      const found = same.find(({ result }) => result !== null) ?? same[0];
      return found === undefined ? notReplayable : answerOf(tool.name, found);
    },
  }));
}

const notReplayable: ToolResult = {
  content: {
    error: "Not called: this repeats a past conversation, in which no such call was made. Its answer is not known.",
    not_replayable: true,
  },
};

/** Whether a call's result says that the call could not be replayed. */
export function wasNotReplayable(result: unknown): boolean {
  return memberOf(result, "not_replayable") === true;
}

function answerOf(name: string, { result, error }: RecordedCall): ToolResult {
  if (result === null) throw new TerminalError("recorded-failure", error ?? `${name} failed.`);
  return { content: JSON.parse(result), sources: [{ id: `tool:${name}`, title: titleOf(name), text: result }] };
}
