import { type EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, showTooltip } from "@codemirror/view";
import type { Hints, Offer } from "./offer.ts";
import { offerList } from "./offer-list.ts";
import type { Hint } from "./schema-hints.ts";
import type { YamlPlace } from "./yaml-place.ts";

const mostShown = 60;
const choose = StateEffect.define<number>();
const close = StateEffect.define<null>();
const ask = StateEffect.define<null>();

/** Offers keys and values while somebody types, and with Ctrl+Space. CodeMirror's own would be another 23 KB. */
export function completion(hintsAt: Hints) {
  const offers: StateField<Offer | null> = StateField.define<Offer | null>({
    create: () => null,
    update(before, transaction) {
      const { state, effects, docChanged } = transaction;
      for (const effect of effects) {
        if (effect.is(choose)) return before && { ...before, chosen: effect.value };
        if (effect.is(close)) return null;
        if (effect.is(ask)) return offerAt(state, hintsAt, true);
      }
      if (transaction.isUserEvent("input.type") || (before && transaction.isUserEvent("delete")))
        return offerAt(state, hintsAt, false);
      return docChanged || transaction.selection ? null : before;
    },
    provide: (field) => [
      showTooltip.from(
        field,
        (offer) =>
          offer && {
            pos: offer.place.from,
            create: (view) => offerList(view, field, (hint) => write(view, offer.place, hint)),
          },
      ),
      EditorView.contentAttributes.from(field, (offer) =>
        offer ? { "aria-controls": "offers", "aria-activedescendant": `offer-${offer.chosen}` } : {},
      ),
    ],
  });
  const withOffer = (act: (view: EditorView, offer: Offer) => void) => (view: EditorView) => {
    const offer = view.state.field(offers);
    if (offer === null) return false;
    act(view, offer);
    return true;
  };
  const move = (by: number) =>
    withOffer((view, { hints: { length }, chosen }) =>
      view.dispatch({ effects: choose.of((chosen + by + length) % length) }),
    );
  const accept = withOffer((view, { place, hints, chosen }) => {
    const hint = hints[chosen];
    if (hint !== undefined) write(view, place, hint);
  });
  const dismiss = withOffer((view) => view.dispatch({ effects: close.of(null) }));
  const open = (view: EditorView) => {
    view.dispatch({ effects: ask.of(null) });
    return true;
  };
  return [
    offers,
    Prec.highest(
      keymap.of([
        ...[
          { key: "ArrowDown", run: move(1) },
          { key: "ArrowUp", run: move(-1) },
        ],
        ...[
          { key: "Enter", run: accept },
          { key: "Tab", run: accept },
        ],
        ...[
          { key: "Escape", run: dismiss },
          { key: "Ctrl-Space", run: open },
        ],
      ]),
    ),
    EditorView.domEventHandlers({ blur: (_event, view) => dismiss(view) && false }),
    EditorView.contentAttributes.of({ "aria-autocomplete": "list" }),
  ];
}

function offerAt(state: EditorState, hintsAt: Hints, isAsked: boolean): Offer | null {
  const { head, empty } = state.selection.main;
  if (!empty) return null;
  const found = hintsAt(state.doc.toString(), head);
  if (found === undefined) return null;
  const typed = found.place.typed.toLowerCase();
  // An empty line says nothing about what is wanted.
  if (typed === "" && !isAsked && found.place.key === undefined) return null;
  const hints = found.hints
    .filter(({ text }) => text.toLowerCase().includes(typed))
    .toSorted((one, other) => rank(one, typed) - rank(other, typed))
    .slice(0, mostShown);
  const isWritten = hints.length === 1 && hints[0]?.text === found.place.typed;
  return hints.length === 0 || isWritten ? null : { place: found.place, hints, chosen: 0 };
}

function rank({ text, isRequired }: Hint, typed: string): number {
  return (text.toLowerCase().startsWith(typed) ? 0 : 2) + (isRequired ? 0 : 1);
}

function write(view: EditorView, place: YamlPlace, { text, kind }: Hint): void {
  const indent = `\n${" ".repeat(place.column + 2)}`;
  const opening = kind === "section" ? indent : kind === "list" ? `${indent}- ` : " ";
  const insert = place.key === undefined ? `${text}:${opening}` : text;
  view.dispatch({
    changes: { from: place.from, to: view.state.selection.main.head, insert },
    selection: { anchor: place.from + insert.length },
    userEvent: "input.complete",
  });
  view.focus();
}
