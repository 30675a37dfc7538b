import { useMemo } from "react";
import { useLocale } from "../../../language/use-locale.ts";
import { type PageCommand, useOfferCommands } from "../../../shell/page-commands.ts";
import { actsFor } from "../acts/acts.ts";
import { write } from "../composer/mode.ts";
import type { InboxParts } from "../inbox-context.ts";
import type { ActName, Item } from "../item.ts";
import { filterShown } from "../list/list-head.tsx";
import { searchWish } from "../list/search-field.tsx";
import { toggleSelected } from "../list/selection.ts";
import { useMacroCommands } from "../macros/use-macro-commands.ts";
import { mentionsShown } from "../mentions/mention-list.tsx";
import { neighbour } from "../queue/queue.ts";
import { useStore } from "../store.ts";
import { keyListShown } from "./key-list.tsx";
import { keyLabel, keyTexts } from "./key-names.ts";
import { type KeyName, keys } from "./keys.ts";
import { useKeys } from "./use-keys.ts";

const actKeys = ["takeover", "resolve", "resolveNext", "transfer", "release", "snooze", "labels"] as const;
type ActKey = (typeof actKeys)[number];

function isActKey(name: KeyName): name is ActKey {
  return (actKeys as readonly string[]).includes(name);
}

/** The keys of the inbox, and the same in the command menu. */
export function useInboxKeys({
  parts,
  ids,
  toggleDetails,
}: {
  readonly parts: InboxParts;
  /** The conversations of the list, in their order. */
  readonly ids: readonly string[];
  toggleDetails(): void;
}): void {
  const { openId, open, deeds, conversation, act, me, markUnread } = parts;
  const id = useStore(openId);

  /** What a key does now. Undefined: nothing. */
  function deedOf(name: KeyName): (() => void) | undefined {
    if (name === "help") return () => keyListShown.set(() => true);
    if (name === "search") return () => searchWish.set((before) => before + 1);
    if (name === "filter") return () => filterShown.set((before) => !before);
    if (name === "mentions") return () => mentionsShown.set((before) => !before);
    if (name === "undo") return deeds.held.get().length === 0 ? undefined : () => deeds.undo();
    if (name === "next" || name === "previous") return move(name === "next" ? 1 : -1);
    if (id === undefined) return undefined;
    if (name === "back") return () => open(undefined);
    if (name === "details") return toggleDetails;
    if (name === "open" || name === "reply") return () => write("reply");
    if (name === "note") return () => write("note");
    if (name === "select") return () => toggleSelected(id);
    if (name === "unread") return () => markUnread(id);
    const { item } = conversation(id).get();
    return item && isActKey(name) ? deedWith(item, name) : undefined;
  }

  function move(step: 1 | -1): (() => void) | undefined {
    const to = neighbour(ids, id, step);
    return to === undefined ? undefined : () => open(to);
  }

  function deedWith(item: Item, name: ActKey) {
    if (name === "labels") return () => act(item, "label");
    const put = item.snoozed_until === null ? "snooze" : "unsnooze";
    const action: ActName = name === "resolveNext" ? "resolve" : name === "snooze" ? put : name;
    if (!actsFor(item, me).includes(action)) return undefined;
    return () => act(item, action, { next: name === "resolveNext" });
  }

  useKeys((name) => {
    const deed = deedOf(name);
    deed?.();
    return deed !== undefined;
  });

  const locale = useLocale();
  const names = Object.keys(keyTexts) as KeyName[];
  const possible = names.filter((name) => name !== "open" && deedOf(name) !== undefined).join();
  // The menu is told again only when something else is possible.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `possible`, the conversation and the language say when.
  const commands = useMemo(
    () =>
      names
        .filter((name) => possible.split(",").includes(name))
        .map(
          (name): PageCommand => ({
            id: `inbox_${name}`,
            label: keyTexts[name](),
            key: keyLabel(keys[name]),
            run: () => deedOf(name)?.(),
          }),
        ),
    [possible, id, ids, locale],
  );
  const macros = useMacroCommands(parts, id);
  useOfferCommands(useMemo(() => [...commands, ...macros], [commands, macros]));
}
