import { element, make } from "../../elements.js";
import { words } from "../words.js";
import { callTime } from "./call-time.js";

const tickMs = 500;

/** The buttons of a call, in their order, by what the operator does in it. The agent of a conversation
 * that the operator has is silent, so nobody whispers to it. Pure. */
export function callActs({ hasRoom, presence, isMine }) {
  const joins = { none: ["listen", "speak"], joining: [], listening: ["speak", "leave"], speaking: ["mute", "leave"] };
  return [...(hasRoom ? joins[presence] : []), ...(isMine ? [] : ["whisper"]), ...(hasRoom ? ["end"] : [])];
}

/** Pressed with Alt, so that they do not meet what is being written. */
const keys = { listen: "KeyL", whisper: "KeyW", speak: "KeyT", mute: "KeyM", leave: "KeyX", end: "KeyH" };

/**
 * The bar above a conversation that has a live call: how long it lasts, and what the operator can do in it.
 * @param {{ onAct: (act: string) => void, onTranslate: (on: boolean) => void, signal: AbortSignal }} options
 */
export function callBar({ onAct, onTranslate, signal }) {
  const bar = element("call-bar");
  const translate = element("call-translate");
  let shown = "";
  let startedAt;
  let acts = [];

  const tick = () => {
    if (startedAt !== undefined) element("call-time").textContent = callTime(startedAt, Date.now());
  };
  const ticking = setInterval(tick, tickMs);
  signal.addEventListener("abort", () => clearInterval(ticking));
  translate.onclick = () => {
    const on = translate.getAttribute("aria-pressed") !== "true";
    translate.setAttribute("aria-pressed", String(on));
    onTranslate(on);
  };
  document.addEventListener(
    "keydown",
    (event) => {
      const act = event.altKey ? acts.find((each) => keys[each] === event.code) : undefined;
      if (act === undefined) return;
      event.preventDefault();
      onAct(act);
    },
    { signal },
  );

  return {
    hide() {
      bar.hidden = true;
      startedAt = undefined;
      acts = [];
      shown = "";
      translate.setAttribute("aria-pressed", "false");
    },

    /** @param {{ call: object, presence: string, isMine: boolean, isMuted: boolean, status: string, caption: string }} state */
    show({ call, presence, isMine, isMuted, status, caption }) {
      bar.hidden = false;
      bar.dataset.presence = presence;
      startedAt = call.opened_at ?? call.created_at;
      acts = callActs({ hasRoom: call.has_room, presence, isMine });
      element("call-status").textContent = status;
      const line = element("call-caption");
      line.textContent = caption;
      line.hidden = caption === "";
      tick();
      const signature = `${acts} ${isMuted}`;
      if (signature === shown) return;
      shown = signature;
      const buttons = element("call-acts");
      const focused = document.activeElement?.dataset.act;
      buttons.replaceChildren(...acts.map((act) => button(act, isMuted)));
      if (focused !== undefined) buttons.querySelector(`[data-act="${focused}"]`)?.focus();
    },
  };

  function button(act, isMuted) {
    const key = keys[act].slice(-1);
    const classes = { speak: "small primary", end: "small hang-up" };
    const node = make(
      "button",
      {
        type: "button",
        class: classes[act] ?? "small",
        "data-act": act,
        "aria-keyshortcuts": `Alt+${key}`,
        title: `Alt+${key}`,
      },
      act === "mute" && isMuted ? words.call.unmute : words.call.acts[act],
    );
    node.onclick = () => onAct(act);
    return node;
  }
}
