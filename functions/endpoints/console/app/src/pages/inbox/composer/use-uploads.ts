import { useRef, useState } from "react";

/** A file that goes with a text. */
export interface ChosenFile {
  readonly key: number;
  readonly name: string;
  /** Between 0 and 1. */
  readonly progress: number;
  /** Its id once it is uploaded. */
  readonly id?: string;
  readonly problem?: string;
}

/** As the API takes them with one text. */
export const mostFiles = 10;
let keys = 0;

/** What sends a file needs to tell and to hear. */
interface Sending {
  readonly signal: AbortSignal;
  onProgress(share: number): void;
}

/** Files that are sent one by one as soon as they are chosen. One that is removed meanwhile is not sent on. */
export function useUploads() {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const endings = useRef(new Map<number, AbortController>());
  const change = (key: number, properties: Partial<ChosenFile>) =>
    setFiles((before) => before.map((file) => (file.key === key ? { ...file, ...properties } : file)));
  const drop = (key: number) => setFiles((before) => before.filter((file) => file.key !== key));

  return {
    files,
    change,
    drop,
    /** `sent` hears of a file's answer by the file's key. */
    begin<Answer>(
      name: string,
      send: (sending: Sending) => Promise<Answer>,
      sent: (key: number, answer: Answer) => void,
    ): void {
      keys += 1;
      const key = keys;
      const ending = new AbortController();
      endings.current.set(key, ending);
      setFiles((before) => [...before, { key, name, progress: 0 }]);
      send({ signal: ending.signal, onProgress: (progress) => change(key, { progress }) }).then(
        (answer) => !ending.signal.aborted && sent(key, answer),
        (error: Error) => !ending.signal.aborted && change(key, { problem: error.message }),
      );
    },
    remove(key: number): void {
      endings.current.get(key)?.abort();
      drop(key);
    },
    clear: () => setFiles([]),
  };
}
