/** Holds deeds back for a few seconds, so that they can be undone before anything is sent. */
export interface Held {
  readonly id: string;
  readonly label: string;
}

export interface UndoOptions {
  /** What is held back has changed. */
  onChange(held: readonly Held[]): void;
  /** Calls after the wait, unless what it returns was called before. */
  readonly later?: (act: () => void) => () => void;
}

interface Waiting extends Held {
  cancel(): void;
  act(now: { readonly leaving: boolean }): void;
  undo(): void;
}

const waitMs = 5_000;

function afterWait(act: () => void): () => void {
  const timer = setTimeout(act, waitMs);
  return () => clearTimeout(timer);
}

export function undoable({ onChange, later = afterWait }: UndoOptions) {
  let waiting: readonly Waiting[] = [];
  const change = (next: readonly Waiting[]) => {
    waiting = next;
    onChange(waiting.map(({ id, label }) => ({ id, label })));
  };
  const take = (id: string): Waiting | undefined => {
    const found = waiting.find((each) => each.id === id);
    if (found === undefined) return undefined;
    found.cancel();
    change(waiting.filter((each) => each !== found));
    return found;
  };
  return {
    /** Acts after the wait, unless it is undone. An earlier deed under the same id is done at once. */
    hold(deed: Omit<Waiting, "cancel">): void {
      take(deed.id)?.act({ leaving: false });
      const cancel = later(() => take(deed.id)?.act({ leaving: false }));
      change([...waiting, { ...deed, cancel }]);
    },

    /** Undoes the named deed, or the newest one. */
    undo(id = waiting.at(-1)?.id): void {
      if (id !== undefined) take(id)?.undo();
    },

    /** Does everything now, because the page is being left. */
    flush(): void {
      for (const { id } of waiting) take(id)?.act({ leaving: true });
    },
  };
}
