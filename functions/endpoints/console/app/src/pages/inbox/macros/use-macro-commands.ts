import { useEffect, useMemo } from "react";
import { m } from "#messages";
import { useLocale } from "../../../language/use-locale.ts";
import type { PageCommand } from "../../../shell/page-commands.ts";
import type { InboxParts } from "../inbox-context.ts";
import { savedRepliesShown } from "../saved-replies/saved-reply-dialog.tsx";
import { createStore } from "../store.ts";
import { macroIndexOf } from "./macro-draft.ts";
import { useMacros } from "./use-macros.ts";

/** Whether the macros are shown, to be run and changed. */
export const macrosShown = createStore(false);
/** As many have a key. */
export const withKeys = 9;

/** The client's macros for the open conversation: in the command menu, and the first nine by Alt and a digit. */
export function useMacroCommands(parts: InboxParts, id: string | undefined): readonly PageCommand[] {
  const { macros, run } = useMacros(parts);
  useEffect(() => {
    if (id === undefined) return;
    // In the field too: a macro is often what answers the draft.
    const onKeyDown = (event: KeyboardEvent) => {
      const macro = macros[macroIndexOf(event) ?? withKeys];
      const target = event.target instanceof Element ? event.target : document.body;
      if (macro === undefined || event.isComposing || event.repeat || target.closest("[role=dialog]")) return;
      event.preventDefault();
      void run(macro.macro_id, id);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [macros, run, id]);
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are in the page's language.
  return useMemo(() => {
    if (id === undefined) return [];
    const each = macros.map(({ macro_id: macro, name }, index) => ({
      id: `macro_${macro}`,
      label: m.inbox_macro({ name }),
      ...(index < withKeys ? { key: `Alt ${index + 1}` } : {}),
      run: () => void run(macro, id),
    }));
    return [
      ...each,
      { id: "inbox_macros", label: m.inbox_macros(), run: () => macrosShown.set(() => true) },
      { id: "inbox_saved_replies", label: m.inbox_saved_replies(), run: () => savedRepliesShown.set(() => true) },
    ];
  }, [macros, run, id, locale]);
}
