import { m } from "#messages";
import type { Expectation } from "./scenarios-query.ts";

/** What is expected, in the person's language. */
export function expectationText(expectation: Expectation): string {
  switch (expectation.kind) {
    case "reply":
      return m.expects_reply();
    case "handoff":
      return m.expects_handoff();
    case "mentions":
      return m.expects_mentions({ text: expectation.text });
    case "not-mentions":
      return m.expects_not_mentions({ text: expectation.text });
    case "numbers":
      return m.expects_numbers({ text: expectation.text });
    case "calls":
      return m.expects_calls({ tool: expectation.text });
    case "asks":
      return m.expects_asks();
    case "language":
      return m.expects_language({ code: expectation.code });
  }
}
