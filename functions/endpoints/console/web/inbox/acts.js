import { element, make } from "../elements.js";
import { words } from "./words.js";

/**
 * The actions available to an operator, in the order of the buttons. Pure.
 * @param {{ status: string, handoff: { status: string, assigned_to: string | null } | null }} conversation
 * @param {string} me
 */
export function actsFor({ status, handoff }, me) {
  if (isMine(handoff, me)) return ["transfer", "resolve", "release"];
  if (status === "escalated") return ["transfer", "resolve", "release", "takeover"];
  return status === "active" ? ["resolve", "takeover"] : ["takeover"];
}

/** @param {{ status: string, assigned_to: string | null } | null} handoff @param {string} me */
export function isMine(handoff, me) {
  return handoff?.status === "with_operator" && handoff.assigned_to === me;
}

/** The text of a rejected action, and whether an admin may force it. Pure. @param {{ code: string }} problem */
export function refusal({ code }, isAdmin) {
  if (code === "conversation-moved-on") return { text: words.movedOn, mayForce: false };
  if (code !== "conversation-held") return undefined;
  return { text: isAdmin ? words.heldAdmin : words.held, mayForce: isAdmin };
}

const labels = { takeover: words.takeOver, transfer: words.transfer, release: words.release, resolve: words.resolve };

/** The buttons above a conversation. @param {(action: string, options?: object) => Promise<void>} perform */
export function actButtons(perform) {
  const bar = element("acts");
  let shown = "";

  return {
    show(conversation, me) {
      const acts = actsFor(conversation, me);
      if (shown === acts.join()) return;
      shown = acts.join();
      const focused = bar.contains(document.activeElement);
      const buttons = acts.map((action) => {
        const primary = action === "takeover";
        const button = make("button", { type: "button", ...(primary ? { class: "primary" } : {}) }, labels[action]);
        button.onclick = async () => {
          button.disabled = true;
          await perform(action);
          button.disabled = false;
        };
        return button;
      });
      bar.replaceChildren(...buttons);
      if (focused) buttons.at(-1)?.focus();
    },
  };
}

/** Shows why an action was rejected, with a button for admins to force it. */
export function conflictBanner() {
  const banner = element("conflict");
  const hide = () => {
    banner.hidden = true;
  };
  element("conflict-close").onclick = hide;
  return {
    hide,
    /** @param {{ text: string, mayForce: boolean }} conflict @param {() => void} force */
    show({ text, mayForce }, force) {
      element("conflict-text").textContent = text;
      element("force").hidden = !mayForce;
      element("force").onclick = () => {
        hide();
        force();
      };
      banner.hidden = false;
    },
  };
}
