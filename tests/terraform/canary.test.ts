import { type Stage, setStage } from "./pipeline-stage.ts";

const healthy = `
  *"revisionName"*) echo "100 turn-00001-old" ;;
  *"latestReadyRevisionName"*) echo "turn-00002-new" ;;
  *"services list"*) ;;
  "gcloud auth print-access-token") echo token ;;
  "curl "*"5xx"*"prometheus"*) cat >/dev/null; echo '{"status":"success","data":{"result":[{"metric":{"service_name":"turn"},"value":[1,"0.001"]}]}}' ;;
  "curl "*"prometheus"*) cat >/dev/null; echo '{"status":"success","data":{"result":[]}}' ;;
  "curl "*"/v1/conversations") printf 401 ;;
  "curl "*"%{http_code}"*) printf 200 ;;
`;

/** A shell case runs its first matching pattern, so faults come first. */
const withFault = (fault: string) => `${fault}\n${healthy}`;

let stage: Stage;
afterEach(() => stage.clear());

function deployed(answers: string): Stage {
  stage = setStage(answers);
  stage.left("services", "turn asia-south1\nturn asia-southeast1\n");
  stage.left("stable", "turn asia-south1 turn-00001-old\nturn asia-southeast1 turn-00001-old\n");
  stage.left("url", "https://agents.example.com");
  stage.left("canary", "true");
  return stage;
}

const splits = (calls: readonly string[]): string[] =>
  calls.flatMap((call) => /update-traffic turn --region=asia-south1 .*--to-revisions=(\S+)/.exec(call)?.[1] ?? []);

it("shifts traffic to the new revision in growing shares", () => {
  const { status, calls } = deployed(healthy).run("canary.sh");
  expect(status).toBe(0);
  expect(splits(calls)).toEqual([
    "turn-00001-old=95,turn-00002-new=5",
    "turn-00001-old=75,turn-00002-new=25",
    "turn-00001-old=50,turn-00002-new=50",
    "turn-00002-new=100",
  ]);
});

it("moves every region", () => {
  const { calls } = deployed(healthy).run("canary.sh");
  expect(
    calls.filter((call) => call.includes("--region=asia-southeast1") && call.includes("update-traffic")),
  ).toHaveLength(4);
});

describe("returns all traffic to the previous revision", () => {
  const answering = (query: string, series: string) =>
    `"curl "*"${query}"*"prometheus"*) cat >/dev/null; echo '{"status":"success","data":{"result":[${series}]}}' ;;`;
  const series = (service: string, value: string) => `{"metric":{"service_name":"${service}"},"value":[1,"${value}"]}`;
  const burning = answering("5xx", series("turn", "0.2"));

  it("when new revisions burn the error budget", () => {
    const { status, stderr, calls } = deployed(withFault(burning)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain("burn the error budget at 40.00 times the allowed rate");
    expect(splits(calls)).toEqual(["turn-00001-old=95,turn-00002-new=5", "turn-00001-old=100"]);
  });

  it("when one service fails beside a busy one that does not", () => {
    const one = answering("5xx", `${series("api", "0.00001")},${series("conversation-answer-burst", "0.5")}`);
    const { status, stderr, calls } = deployed(withFault(one)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain("100.00 times the allowed rate: conversation-answer-burst");
    expect(splits(calls).at(-1)).toBe("turn-00001-old=100");
  });

  it("when the release dead-letters everything, which Pub/Sub sees as 2xx", () => {
    const dead = answering("user_dead_letters", series("conversation-turn", "40"));
    const { status, stderr, calls } = deployed(withFault(dead)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain("conversation-turn(dead-letters)");
    expect(splits(calls)).toEqual(["turn-00001-old=95,turn-00002-new=5", "turn-00001-old=100"]);
  });

  it("when the release logs errors without failing requests, and not for a few", () => {
    const logged = (count: string) => deployed(withFault(answering("log_entry_count", series("turn", count))));
    expect(logged("10").run("canary.sh").status).toBe(0);
    stage.clear();
    const { status, stderr } = logged("11").run("canary.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain("turn(errors)");
  });

  it("when Cloud Monitoring answers in another form", () => {
    const strange = `"curl "*"prometheus"*) cat >/dev/null; echo '{"status":"success","data":{"result":[{"values":[]}]}}' ;;`;
    const { status, calls } = deployed(withFault(strange)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(splits(calls).at(-1)).toBe("turn-00001-old=100");
  });

  it("when Cloud Monitoring does not answer", () => {
    const { status, calls } = deployed(withFault(`"curl "*"prometheus"*) exit 22 ;;`)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(splits(calls).at(-1)).toBe("turn-00001-old=100");
  });

  it("when the smoke test fails", () => {
    const { status, calls } = deployed(withFault(`"curl "*"/readyz") printf 503 ;;`)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(splits(calls).at(-1)).toBe("turn-00001-old=100");
  });

  it("when traffic cannot be moved in one region", () => {
    const fault = `"gcloud run services update-traffic turn --region=asia-southeast1"*"=5 "*) exit 1 ;;`;
    const { status, calls } = deployed(withFault(fault)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(splits(calls).at(-1)).toBe("turn-00001-old=100");
  });

  it("and reports when that fails too", () => {
    const fault = `"gcloud run services update-traffic "*"old=100 "*) exit 1 ;;\n${burning}`;
    const { status, stderr } = deployed(withFault(fault)).run("canary.sh");
    expect(status).not.toBe(0);
    expect(stderr).toContain("docs/runbooks/rollback.md");
  });
});

it("treats no requests as no errors", () => {
  const quiet = `"curl "*"prometheus"*) cat >/dev/null; echo '{"status":"success","data":{"result":[]}}' ;;`;
  expect(deployed(withFault(quiet)).run("canary.sh").status).toBe(0);
});

it("skips a new or unchanged function", () => {
  const target = deployed(withFault(`*"describe turn --region=asia-south1"*"latestReady"*) echo turn-00001-old ;;`));
  target.left("stable", "turn asia-south1 turn-00001-old\n");
  const { status, stdout, calls } = target.run("canary.sh");
  expect(status).toBe(0);
  expect(stdout).toContain("nothing to move");
  expect(calls.some((call) => call.includes("update-traffic"))).toBe(false);
});

it("never passes the access token as an argument", () => {
  const { calls } = deployed(healthy).run("canary.sh");
  expect(calls.some((call) => call.includes("Bearer"))).toBe(false);
});
