import type { Filter } from "./filter.ts";
import { parts } from "./queue-filter.ts";
import { shownBy, viewFilterOf } from "./saved-view.ts";

test.each(parts)("a saved list of the part “%s” shows it again", (part) => {
  const filter: Filter = { label: "refund", channel: "whatsapp", unread: "false" };
  expect(shownBy(viewFilterOf(part, filter))).toEqual({ part, filter });
});

test("a saved list of a colleague's conversations keeps the colleague", () => {
  expect(shownBy(viewFilterOf("open", { assignee: "asha" }))).toEqual({ part: "open", filter: { assignee: "asha" } });
});
