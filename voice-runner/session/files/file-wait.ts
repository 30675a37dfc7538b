/** A caller finds the paper and takes its picture within this time, or is asked about it. */
const patienceMs = 60_000;

/** A call's wait for a file that the caller was asked for. Meanwhile nobody asks whether they are still there. */
export interface FileWait {
  begin(): void;
  end(): void;
  isWaiting(): boolean;
}

export function fileWait(
  ports: {
    onChanged(): void;
    /** Nothing has come. */
    onNothing(): void;
  },
  waitsMs = patienceMs,
): FileWait {
  let timer: NodeJS.Timeout | undefined;
  const wait: FileWait = {
    begin() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        wait.end();
        ports.onNothing();
      }, waitsMs);
      ports.onChanged();
    },
    end() {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      ports.onChanged();
    },
    isWaiting: () => timer !== undefined,
  };
  return wait;
}
