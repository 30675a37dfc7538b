import type { PublicStatus } from "../../engines/sla/status/read-status.ts";
import { missingPage, statusPage } from "./page.ts";

const readAt = new Date("2026-11-29T10:00:00.000Z");
const minute = readAt.getTime() / 60_000;
const status: PublicStatus = {
  ...{ client: "<b>Asha</b> & Sons", slug: "asha", language: "en", zone: "Asia/Kolkata", readAt, checkedAt: minute },
  channels: [
    { channel: "whatsapp", state: "up", days: [[Math.floor(minute / 1_440), 600, 0]] },
    { channel: "web_chat", state: "down", days: [] },
  ],
  incidents: [
    {
      ...{ title: '<img src=x onerror="1">', channels: ["web_chat"], openedAt: readAt.toISOString(), closedAt: null },
      updates: [{ at: readAt.toISOString(), text: "</main><script>1</script>" }],
    },
  ],
  maintenance: [{ title: "A newer database", from: minute + 60, to: minute + 120 }],
  corrections: [{ from: minute - 60, to: minute - 30, state: "excluded", reason: "Switched off", at: "" }],
};

it("shows states, incidents, maintenance and corrections in the client's time, without scripts and without markup of others", () => {
  const page = statusPage(status, "en");
  for (const shown of [
    "There is trouble on some channels.",
    "A newer database",
    "16:30",
    "does not count. Switched off",
  ])
    expect(page).toContain(shown);
  expect(page).not.toMatch(/<script|<img|<b>/);
  expect(page).toContain('href="/status/asha?lang=hi"');
});

it("is in Hindi when asked, and says in both languages that there is no page", () => {
  expect(statusPage(status, "hi")).toContain('<html lang="hi">');
  expect(statusPage(status, "hi")).toContain("सेवा की स्थिति");
  expect(missingPage()).toContain("इस पते पर कोई स्थिति पृष्ठ नहीं है।");
});

it("says that nothing is known when nothing is", () => {
  const channels = status.channels.map((each) => ({ ...each, state: "unknown" as const }));
  expect(statusPage({ ...status, channels }, "en")).toContain("The state is not known at the moment.");
});
