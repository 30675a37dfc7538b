import type { ScenarioResult } from "../run-scenario.ts";
import { htmlReport } from "./html.ts";
import { junitReport } from "./junit.ts";

const at = new Date("2026-11-23T04:30:00Z");
const passed: ScenarioResult = {
  file: "/work/it.yaml",
  name: "A <script> is harmless",
  about: null,
  durationMs: 250,
  failure: null,
  transcript: [{ at, actor: "customer", text: '<script>alert("1")</script> \u0007', note: "whatsapp" }],
  timeZone: "Asia/Kolkata",
  dataDir: null,
};
const failed: ScenarioResult = {
  ...passed,
  name: "It fails",
  failure: {
    line: 7,
    step: "expect_reply",
    written: "expect_reply: <b>",
    message: "No reply came.\nThere were none & more.",
    logged: ["{}"],
  },
};

it("escapes customers' messages in HTML and XML", () => {
  for (const report of [htmlReport([passed], at), junitReport([passed])]) {
    expect(report).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(report).not.toContain("<script");
    expect(report).not.toContain("\u0007");
  }
});

it("lists failures first, with their positions", () => {
  const html = htmlReport([passed, failed], at);
  expect(html).toContain("1 of 2 scenarios failed");
  expect(html.indexOf("It fails")).toBeLessThan(html.indexOf("is harmless"));
  expect(html).toContain("it.yaml:7");
});

it("shows elapsed time between entries and the checks' results", () => {
  const later: ScenarioResult["transcript"] = [
    ...passed.transcript,
    { at: new Date("2026-11-25T05:35:00Z"), actor: "check", text: "expect_sent: {}", note: "passed" },
  ];
  const html = htmlReport([{ ...passed, transcript: later }], at);
  expect(html).toContain("2 days 1 hour later");
  expect(html).toMatch(/class="aside check good">.*expect_sent: \{\}/);
});

it("writes totals for CI, and each failure's first line and full text", () => {
  const xml = junitReport([passed, failed]);
  expect(xml).toContain('<testsuites tests="2" failures="1" errors="0" time="0.500">');
  expect(xml).toContain('<failure type="expect_reply" message="No reply came.">');
  expect(xml).toContain("expect_reply: &lt;b&gt;\nNo reply came.\nThere were none &amp; more.");
});
