import type { AutomationView } from "../../../functions/engines/automation/views.ts";
import type { ExperimentView } from "../../../functions/engines/experiments/views.ts";
import type { CorrectionView } from "../../../functions/engines/success/corrections/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import { flow, newWord } from "../stage/flow.ts";

const world = flow();
const question = "When is the clinic open?";
const right = "The clinic is open from 10 AM to 4 PM every day.";

it("plays what an operator has corrected, and keeps a version from customers until it answers rightly", async () => {
  const { product } = world;
  const { client } = await openClinic(product);
  const call = async <T>(line: string, body?: object) => {
    const answer = await product.api<T>(line, { client, ...(body === undefined ? {} : { body }) });
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };

  const asked = await product.chat({ client, session: newWord(), message: question });
  expect(asked.reply).toContain("7 AM to 8 PM");
  const correction = await call<CorrectionView>("POST /v1/success/corrections", {
    conversation_id: asked.conversation_id,
    message_id: asked.message_id,
    right,
  });
  const decision = { decision: "approve", knowledge: false };
  const approved = await call<CorrectionView>(
    `POST /v1/success/corrections/${correction.correction_id}/decision`,
    decision,
  );
  expect(approved).toMatchObject({ plays: true, scenario: { says: question } });

  /** Promotes a variant that changes one place, and waits for its verdict. */
  async function promoted(change: { readonly path: string; readonly value: string }) {
    const body = { name: "Hours", arms: [{ key: "control" }, { key: "new", changes: [change] }] };
    const { experiment_id: id } = await call<ExperimentView>("POST /v1/experiments", body);
    const path = `/v1/experiments/${id}`;
    await call(`POST ${path}/start`, {});
    await call(`POST ${path}/promote`, { arm: "new", anyway: true, replay: { conversations: 0 } });
    const shown = () => call<ExperimentView>(`GET ${path}`);
    await until("the checks have ended", async () => (await shown()).status !== "promoting");
    const experiment = await shown();
    const { automation_id: runId } = experiment.promotion ?? {};
    return { experiment, run: await call<AutomationView>(`GET /v1/automation/${runId}`) };
  }

  const scenarioId = approved.scenario?.id;
  const wrong = await promoted({ path: "agent.agent_name", value: "Warm Maya" });
  expect(wrong.experiment).toMatchObject({
    status: "promotion-refused",
    promotion: { state: "refused", reasons: [`${scenarioId}: The reply does not state 10, 4.`] },
  });
  expect(wrong.run.status).toBe("blocked");
  const [played] = wrong.run.scenarios;
  expect(played).toMatchObject({ id: scenarioId, says: question, outcome: "failed" });
  expect(played?.reply).toContain("7 AM to 8 PM");
  const still = await product.chat({ client, session: newWord(), message: question });
  expect(still.reply).toContain("7 AM to 8 PM");

  const mended = await promoted({ path: "knowledge[0].text", value: right });
  expect(mended.experiment).toMatchObject({ status: "promoted", promoted: "new" });
  expect(mended.run.scenarios).toMatchObject([{ id: scenarioId, outcome: "passed" }]);
  await until("customers get it", async () => {
    const { reply } = await product.chat({ client, session: newWord(), message: question });
    return reply?.includes("10 AM to 4 PM") ?? false;
  });
}, 240_000);
