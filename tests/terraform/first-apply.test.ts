import { type Stage, setStage } from "./pipeline-stage.ts";
import { planProduction, terraformLacks } from "./production-plan.ts";

if (terraformLacks !== undefined) console.warn(`skipped the plan of a first apply: ${terraformLacks}`);

(terraformLacks === undefined ? describe : describe.skip)("where the organisation forbids allUsers", () => {
  it("grants it nothing", () => {
    const all = planProduction({ public_invocation: "unchecked" });
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ values }) => /^all(Authenticated)?Users$/.test(String(values.member)))).toEqual([]);
  }, 300_000);
});

describe("apply.sh", () => {
  let stage: Stage;
  afterEach(() => stage.clear());
  const updated = (unchecked: string) => {
    stage = setStage(`"terraform "*" output -raw unchecked_services") printf '${unchecked}';;`);
    stage.left("plan", "");
    const { status, calls } = stage.run("apply.sh");
    expect(status).toBe(0);
    return calls.filter((call) => call.includes("--no-invoker-iam-check"));
  };

  it("turns off the check of the invoker for the services that say so", () => {
    const calls = updated("api asia-south1\\nwidget us-west1\\n");
    expect(calls.map((call) => /update (\S+) --region=(\S+)/.exec(call)?.slice(1))).toEqual([
      ["api", "asia-south1"],
      ["widget", "us-west1"],
    ]);
  });

  it("leaves every check alone otherwise", () => {
    expect(updated("")).toEqual([]);
  });
});
