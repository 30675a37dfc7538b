/** Notices that nobody says anything. Its time starts anew with each `restart`, and stands still after `pause`. */
export interface SilenceWatch {
  restart(): void;
  pause(): void;
}

export function silenceWatch(afterMs: number, onSilence: () => void): SilenceWatch {
  let timer: NodeJS.Timeout | undefined;
  const pause = () => clearTimeout(timer);
  return {
    pause,
    restart() {
      pause();
      timer = setTimeout(onSilence, afterMs);
    },
  };
}
