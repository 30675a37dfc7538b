import { z } from "zod";
import { ExpectationFailed, listItems } from "../failure.ts";
import { differences } from "../scenario/differences.ts";
import { Count, Duration, ScenarioText } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { type ToolCall, toolCalls } from "../stage/tool-calls.ts";

const Section = z.record(z.string(), z.unknown());

/** Expects tool calls since the start of the scenario. Without `times`, at least one. */
export const expectTool = stepKind({
  key: "expect_tool",
  form: z.preprocess(
    (given) => (typeof given === "string" ? { name: given } : given),
    z.strictObject({
      name: ScenarioText,
      status: z.literal(["completed", "failed"]).optional(),
      arguments: Section.optional(),
      result: Section.optional(),
      times: Count.optional(),
      within: Duration.default(0),
    }),
  ),
  async play({ name, times, within, ...wanted }, stage) {
    const matching = (calls: readonly ToolCall[]) =>
      calls.filter((call) => call.name === name && differences(withoutAbsent(wanted), call).length === 0);
    const met = async () => {
      const count = matching(await toolCalls(stage)).length;
      return times === undefined ? count > 0 : count === times;
    };
    if (await stage.within(within, met)) return;
    const calls = await toolCalls(stage);
    const own = calls.filter((call) => call.name === name);
    const why =
      own.length === 1 ? [...own.flatMap((call) => differences(withoutAbsent(wanted), call)), ""].join(" ") : "";
    throw new ExpectationFailed(
      `Expected ${times ?? "at least 1"} matching calls of ${name}, found ${matching(calls).length}. ${why}${listItems("tool calls", calls.map(line))}`,
    );
  },
});

function withoutAbsent(section: object): object {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined));
}

function line({ name, arguments: given, result, status }: ToolCall): string {
  return `${name} ${JSON.stringify(given)}: ${status}, ${JSON.stringify(result)?.slice(0, 300)}`;
}
