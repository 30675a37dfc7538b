import { element, make } from "../elements.js";
import { words } from "./words.js";

const storeKey = "agent-inbox-presence";
const soonestMs = 5_000;
const latestMs = 60_000;

/** Delay until the next update, well before the presence expires. Pure. */
export function nextBeatMs(presenceUntil, nowMs) {
  return Math.min(latestMs, Math.max(soonestMs, (Date.parse(presenceUntil) - nowMs) / 3));
}

/**
 * Sends the operator's presence at intervals, as last chosen in this browser. Once the page is closed, the product marks
 * the operator as away by itself.
 * @param {{ api: { setPresence(presence: string): Promise<object> }, signal: AbortSignal,
 *   onProblem: (error: unknown) => void }} options
 */
export function keepPresence({ api, signal, onProblem }) {
  const picker = element("presence");
  let timer;
  picker.replaceChildren(...Object.entries(words.presence).map(([value, name]) => make("option", { value }, name)));
  picker.value = localStorage.getItem(storeKey) ?? "online";
  picker.hidden = false;
  picker.onchange = () => {
    localStorage.setItem(storeKey, picker.value);
    void beat(onProblem);
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  addEventListener("online", () => void beat(() => undefined), { signal });
  void beat(onProblem);

  async function beat(failed) {
    clearTimeout(timer);
    picker.parentElement.dataset.presence = picker.value;
    let waitMs = soonestMs;
    try {
      const operator = await api.setPresence(picker.value);
      if (signal.aborted) return;
      element("departments").textContent = words.departmentsOf(operator.departments);
      waitMs = nextBeatMs(operator.presence_until, Date.now());
    } catch (error) {
      failed(error);
    }
    // A failed update is retried. The queue's connection state already shows that the network is down.
    if (!signal.aborted) timer = setTimeout(() => void beat(() => undefined), waitMs);
  }
}
