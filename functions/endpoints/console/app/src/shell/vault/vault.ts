/** A person's texts by name, as this window knows them. What is set is kept by the browser soon after. */
export interface Vault {
  get(name: string): string | undefined;
  /** The names that begin so, in order. */
  names(prefix: string): readonly string[];
  /** Undefined removes. */
  set(name: string, text: string | undefined): void;
  /** Takes over what other windows have kept. What this window has not stored yet stays as it is. */
  reread(): Promise<void>;
  /** Ends once everything that was set is kept. */
  settled(): Promise<void>;
  /** Calls `listener` after other windows have changed something. Ends with the signal. */
  onOthers(listener: () => void, signal: AbortSignal): void;
}

/** Where the texts lie. @throws Error where the browser keeps nothing. */
export interface Kept {
  read(): Promise<ReadonlyMap<string, string>>;
  write(name: string, text: string | undefined): Promise<void>;
}

/** Between the windows of one browser. Only that something changed is told. */
export interface Windows {
  tell(news: "changed"): void;
  hear(listener: (news: "changed" | "forgotten") => void): void;
}

export async function createVault(kept: Kept, windows: Windows): Promise<Vault> {
  let known = new Map(await kept.read());
  /** What is set and not kept yet. Undefined: to be removed. */
  const waiting = new Map<string, string | undefined>();
  const listeners = new Set<() => void>();
  let isForgotten = false;
  let isRereading = false;
  /** One after the other, so that nothing is read while it is being written. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>) => (last = last.then(work));

  async function keepWaiting(): Promise<void> {
    if (waiting.size === 0) return;
    for (const [name, text] of waiting) {
      // A browser that keeps nothing, or has no room left, has the text in this window only.
      if (!isForgotten) await kept.write(name, text).catch(() => undefined);
      // Written anew meanwhile, it is kept again.
      if (waiting.get(name) === text) waiting.delete(name);
    }
    windows.tell("changed");
  }

  async function readAgain(): Promise<void> {
    isRereading = false;
    const read = await kept.read().catch(() => undefined);
    if (read === undefined || isForgotten) return;
    known = new Map(read);
    for (const [name, text] of waiting) apply(name, text);
  }

  function apply(name: string, text: string | undefined): void {
    if (text === undefined) known.delete(name);
    else known.set(name, text);
  }

  function reread(): Promise<void> {
    if (isRereading) return last;
    isRereading = true;
    return inTurn(readAgain);
  }

  windows.hear((news) => {
    if (news === "forgotten") {
      isForgotten = true;
      known.clear();
      waiting.clear();
    }
    void reread().then(() => {
      for (const listener of listeners) listener();
    });
  });

  return {
    get: (name) => known.get(name),
    names: (prefix) => [...known.keys()].filter((name) => name.startsWith(prefix)).toSorted(),
    set(name, text) {
      if (known.get(name) === text) return;
      apply(name, text);
      waiting.set(name, text);
      void inTurn(keepWaiting);
    },
    reread,
    settled: () => last,
    onOthers(listener, signal) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener));
    },
  };
}
