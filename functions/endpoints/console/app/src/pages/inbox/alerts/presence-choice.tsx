import { useEffect, useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { useInbox } from "../inbox-context.ts";
import { presenceName } from "../words.ts";
import { nextReportMs } from "./alert-rules.ts";

const storageKey = "console-inbox-presence";
const choices = ["online", "away", "offline"] as const;
type Presence = (typeof choices)[number];
/** A report that failed is repeated. The list already says that there is no connection. */
const againMs = 5_000;

/** Whether the person takes conversations now. It is reported again and again, and ends by itself with the page. */
export function PresenceChoice() {
  const { client } = useInbox();
  const [presence, setPresence] = useState<Presence>(
    () => choices.find((choice) => choice === localStorage.getItem(storageKey)) ?? "online",
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    async function report(): Promise<void> {
      clearTimeout(timer);
      const until = await api("PUT", "/v1/operators/me/presence", { body: { presence }, client }).then(
        (operator) => operator.presence_until,
        () => undefined,
      );
      const waitMs = until === undefined ? againMs : nextReportMs(until, Date.now());
      if (!isOver) timer = setTimeout(() => void report(), waitMs);
    }
    const onOnline = () => void report();
    addEventListener("online", onOnline);
    void report();
    return () => {
      isOver = true;
      clearTimeout(timer);
      removeEventListener("online", onOnline);
    };
  }, [presence, client]);
  return (
    <select
      className="input presence"
      data-presence={presence}
      aria-label={m.inbox_presence()}
      value={presence}
      onChange={({ target }) => {
        const next = choices.find((choice) => choice === target.value) ?? "online";
        localStorage.setItem(storageKey, next);
        setPresence(next);
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {presenceName(choice)}
        </option>
      ))}
    </select>
  );
}
