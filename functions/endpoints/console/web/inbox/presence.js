import { element, make } from "../elements.js";
import { words } from "./words.js";

const storeKey = "agent-inbox-presence";
const soonestMs = 5_000;
const latestMs = 60_000;

/** When to say it again: well before others count this operator as gone. Pure. */
export function nextBeatMs(presenceUntil, nowMs) {
  return Math.min(latestMs, Math.max(soonestMs, (Date.parse(presenceUntil) - nowMs) / 3));
}

/**
 * Says again and again that the operator is here, as they chose last on this browser. Without the page the product
 * counts them as away by itself.
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
    // One that fails on the way is said again; the queue's state tells that the network is away.
    if (!signal.aborted) timer = setTimeout(() => void beat(() => undefined), waitMs);
  }
}
