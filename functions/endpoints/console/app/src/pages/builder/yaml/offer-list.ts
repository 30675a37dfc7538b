import type { StateField } from "@codemirror/state";
import type { EditorView, TooltipView } from "@codemirror/view";
import type { Offer } from "./offer.ts";
import type { Hint } from "./schema-hints.ts";

/** The list of what may be written, and what the chosen one is for. */
export function offerList(
  view: EditorView,
  field: StateField<Offer | null>,
  onPick: (hint: Hint) => void,
): TooltipView {
  const dom = document.createElement("div");
  dom.className = "offers";
  const show = (offer: Offer | null) => {
    if (offer === null) return;
    const list = document.createElement("ul");
    list.id = "offers";
    list.role = "listbox";
    list.append(...offer.hints.map((hint, index) => optionOf(hint, index, index === offer.chosen, onPick)));
    const about = document.createElement("p");
    about.textContent = offer.hints[offer.chosen]?.about ?? "";
    dom.replaceChildren(list, about);
    list.children[offer.chosen]?.scrollIntoView({ block: "nearest" });
  };
  show(view.state.field(field));
  return {
    dom,
    update(update) {
      const offer = update.state.field(field);
      if (offer !== update.startState.field(field)) show(offer);
    },
  };
}

function optionOf(hint: Hint, index: number, isChosen: boolean, onPick: (hint: Hint) => void): HTMLLIElement {
  const option = document.createElement("li");
  option.id = `offer-${index}`;
  option.role = "option";
  option.ariaSelected = String(isChosen);
  option.textContent = hint.text;
  // Before the editor loses the focus.
  option.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    onPick(hint);
  });
  return option;
}
