import type { PublicStatus } from "../../engines/sla/status/read-status.ts";

const readAt = new Date("2026-11-29T10:00:00.000Z");
const minute = readAt.getTime() / 60_000;
/** A status with an incident, maintenance and a correction. Its texts try to be markup. */
export const status: PublicStatus = {
  client: "<b>Asha</b> & Sons",
  slug: "asha",
  language: "en",
  zone: "Asia/Kolkata",
  readAt,
  checkedAt: minute,
  channels: [
    { channel: "whatsapp", state: "up", days: [[Math.floor(minute / 1_440), 600, 0]] },
    { channel: "web_chat", state: "down", days: [] },
  ],
  incidents: [
    {
      title: '<img src=x onerror="1">',
      channels: ["web_chat"],
      openedAt: readAt.toISOString(),
      closedAt: null,
      updates: [{ at: readAt.toISOString(), text: "</main><script>1</script>" }],
    },
  ],
  maintenance: [{ title: "A newer database", from: minute + 60, to: minute + 120 }],
  corrections: [{ from: minute - 60, to: minute - 30, state: "excluded", reason: "Switched off", at: "" }],
};
