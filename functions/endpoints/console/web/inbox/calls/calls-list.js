import { element, make } from "../../elements.js";
import { clock } from "../times.js";
import { nameOf, words } from "../words.js";
import { callTime } from "./call-time.js";

const everyMs = 5_000;

/**
 * The tenant's live calls, above the queue: also those that ask for nobody.
 * @param {{ api: object, onOpen: (conversationId: string) => void, signal: AbortSignal }} options
 */
export function liveCalls({ api, onOpen, signal }) {
  const section = element("live-calls");
  const list = element("live-calls-list");
  let shown = "";

  async function look() {
    // A failed look is repeated: the connection's state is shown already.
    const calls = document.hidden ? undefined : await api.liveCalls().catch(() => undefined);
    if (signal.aborted) return;
    if (calls !== undefined) show(calls.filter(({ conversation_id: id }) => id !== null));
    setTimeout(look, everyMs);
  }

  function show(calls) {
    section.hidden = calls.length === 0;
    const signature = calls.map(({ call_id: id }) => id).join();
    if (signature !== shown) list.replaceChildren(...calls.map(row));
    shown = signature;
    calls.forEach((call, index) => {
      const time = list.children[index]?.querySelector("time");
      if (time) time.textContent = callTime(call.opened_at ?? call.created_at, Date.now());
    });
  }

  function row(call) {
    const name = nameOf({ name: null, address: call.customer_address ?? words.call.withheld });
    const button = make(
      "button",
      { type: "button", class: "live-row" },
      make("span", { class: "live" }, words.call.live),
      make("span", { class: "name" }, name),
      make("time"),
    );
    button.onclick = () => onOpen(call.conversation_id);
    return make("li", {}, button);
  }

  void look();
}

/** The calls of a conversation that have ended, for its details. @param {object[]} calls @param {(id: string) => Promise<object>} load */
export function pastCalls(calls, load) {
  return make("ul", { class: "past-calls" }, ...calls.map((call) => pastCall(call, load)));
}

function pastCall({ call_id: id, direction, opened_at, created_at, outcome, duration_ms: ms }, load) {
  const play = make("button", { type: "button", class: "small" }, words.call.play);
  const row = make(
    "li",
    {},
    make("b", {}, clock(opened_at ?? created_at)),
    ` ${[words.call.directions[direction], words.call.outcomes[outcome] ?? outcome, callTime(new Date(0).toISOString(), ms)].join(" · ")} `,
    play,
  );
  // The recording's link is asked for when it is played: it works for ten minutes.
  play.onclick = async () => {
    play.disabled = true;
    const { recording } = await load(id).catch(() => ({ recording: undefined }));
    if (!recording) {
      play.replaceWith(
        make("span", { class: "quiet" }, recording === null ? words.call.notRecorded : words.call.notLoaded),
      );
      return;
    }
    const player = make("audio", { controls: "", src: recording.url });
    play.replaceWith(player);
    void player.play();
  };
  return row;
}
