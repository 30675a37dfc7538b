import { z } from "zod";
import { ExpectationFailed } from "../failure.ts";
import { differences } from "../scenario/differences.ts";
import { describeConditions, matchesText, ScenarioText, textForm } from "../scenario/forms.ts";
import { stepKind } from "../scenario/step-kind.ts";
import { speakAsCustomer } from "../speech/index.ts";
import { nextLine } from "../stage/player.ts";
import type { Stage } from "../stage/stage.ts";
import { toolCalls } from "../stage/tool-calls.ts";

const Converse = z.strictObject({
  persona: ScenarioText,
  goal: ScenarioText,
  max_turns: z.number().int().min(1).max(40).default(12),
  /** Any of these ends the conversation successfully. Without them, the player decides when the goal is reached. */
  ends_when: z
    .strictObject({
      reply: z.strictObject(textForm).optional(),
      tool: ScenarioText.optional(),
      conversation: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});
type Ends = NonNullable<z.infer<typeof Converse>["ends_when"]>;

/** Maximum wait for an answer before the played customer writes again. */
const maxWaitMs = 120_000;

/** Lets a model play a customer with a persona and a goal, until the goal is reached. */
export const converseStep = stepKind({
  key: "converse",
  form: Converse,
  async play({ persona, goal, max_turns, ends_when }, stage) {
    const { customer, transcript } = stage;
    const said: { readonly by: "customer" | "agent"; readonly text: string }[] = [];
    for (let turn = 1; turn <= max_turns; turn++) {
      const line = await nextLine(stage, { persona, goal, said });
      if (line.type === "gave-up") throw new ExpectationFailed(`The customer gave up after ${turn - 1} turns.`);
      if (line.type === "done") {
        if (ends_when === undefined) return;
        throw new ExpectationFailed(`The customer says the goal is reached, but ${endsInWords(ends_when)} is missing.`);
      }
      await stage.speaks(customer);
      transcript.add("customer", line.text, `${customer.channel}, played`);
      said.push({ by: "customer", text: line.text });
      await speakAsCustomer(stage, customer, { text: line.text, media: [], fields: {}, deliveries: 1 });
      await stage.within(maxWaitMs, async () => (await stage.replies(customer)).length > 0);
      const replies = await stage.replies(customer);
      await stage.takeNotes();
      if (replies.length > 0) said.push({ by: "agent", text: replies.join("\n") });
      if (ends_when !== undefined && (await hasEnded(stage, ends_when, replies))) return;
    }
    const missed = ends_when === undefined ? "the goal" : endsInWords(ends_when);
    throw new ExpectationFailed(`After ${max_turns} turns, ${missed} was not reached.`);
  },
});

async function hasEnded(
  stage: Stage,
  { reply, tool, conversation }: Ends,
  replies: readonly string[],
): Promise<boolean> {
  if (reply !== undefined && matchesText(replies.join("\n"), reply)) return true;
  if (tool !== undefined && (await toolCalls(stage)).some((call) => call.name === tool && call.status === "completed"))
    return true;
  if (conversation === undefined) return false;
  const { body } = await stage.api(`GET /v1/conversations/${await stage.conversationOf(stage.customer)}`);
  return differences(conversation, body).length === 0;
}

function endsInWords({ reply, tool, conversation }: Ends): string {
  return [
    ...(reply === undefined ? [] : [`a reply ${describeConditions(reply)}`]),
    ...(tool === undefined ? [] : [`a completed call of ${tool}`]),
    ...(conversation === undefined ? [] : [`a conversation like ${JSON.stringify(conversation)}`]),
  ].join(" or ");
}
