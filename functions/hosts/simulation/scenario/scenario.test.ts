import { formatProblems } from "../../../../shared/config/reading/problem.ts";
import { readScenario } from "./scenario.ts";

const head = "name: It works\ntenant: client_123\nchannel: whatsapp\n";

function problemsOf(text: string): string {
  const read = readScenario("it-works.yaml", text);
  if (read.ok) throw new Error("The scenario must be invalid.");
  return formatProblems(read.problems);
}

it("reads steps with line numbers, durations in milliseconds and moments", () => {
  const read = readScenario(
    "it-works.yaml",
    `${head}at: "2026-11-23T09:00+05:30"\nsteps:\n  - say: Hi\n  - advance: 5m\n`,
  );
  expect(read).toMatchObject({
    ok: true,
    scenario: {
      at: new Date("2026-11-23T03:30:00Z"),
      steps: [
        { key: "say", line: 6, given: { text: ["Hi"], deliveries: 1 } },
        { key: "advance", line: 7, given: 300_000 },
      ],
    },
  });
});

it.each([
  ["a misspelt step", `${head}steps:\n  - expct_reply: Hi\n`, /it-works.yaml:5:5 .*did you mean `expect_reply`\?/],
  ["a step with two keys", `${head}steps:\n  - say: Hi\n    advance: 5m\n`, /:5:5 .*has 2 keys: say, advance/],
  ["a key of a step", `${head}steps:\n  - expect_sent: { contians: x }\n`, /:5:20 .*did you mean `contains`\?/],
  [
    "a duration",
    `${head}steps:\n  - advance: 5 minutes\n`,
    /must be a duration, but is "5 minutes"\.\n +Write it like/,
  ],
  ["a regular expression", `${head}steps:\n  - expect_reply: { matches: "(" }\n`, /must be a regular expression/],
  ["two tenants", `${head}tenant_file: x.yaml\nsteps:\n  - say: Hi\n`, /must name one tenant/],
  ["no steps", `${head}steps: []\n`, /`steps` must have at least 1 item/],
  ["a file without a scenario", "- a\n- b\n", /contains no scenario|must be/],
  ["invalid YAML", "name: [", /This is not valid YAML/],
])("reports the position and the remedy of %s", (_, text, said) => expect(problemsOf(text)).toMatch(said));

it("reports a misspelt step once", () => {
  expect(problemsOf(`${head}steps:\n  - expct_reply: Hi\n`).match(/it-works\.yaml/g)).toHaveLength(1);
});
