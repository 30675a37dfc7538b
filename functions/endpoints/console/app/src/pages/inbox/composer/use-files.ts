import { useRef, useState } from "react";
import { api } from "../../../api/api.ts";
import { upload } from "../../../api/upload.ts";

/** A file that goes with the next reply. */
export interface ChosenFile {
  readonly key: number;
  readonly name: string;
  /** Between 0 and 1. */
  readonly progress: number;
  /** Its id once it is uploaded. */
  readonly id?: string;
  readonly problem?: string;
}

/** A file that a saved reply has. */
export interface SavedFile {
  readonly saved_file_id: string;
  readonly name: string;
}

/** As the API takes them with one reply. */
const most = 10;
let keys = 0;

/** The files of the next reply: each is uploaded as soon as it is chosen. */
export function useFiles(client: string, conversation: string) {
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const uploads = useRef(new Map<number, AbortController>());
  const change = (key: number, properties: Partial<ChosenFile>) =>
    setFiles((before) => before.map((file) => (file.key === key ? { ...file, ...properties } : file)));

  function add(chosen: Iterable<File>): void {
    for (const file of [...chosen].slice(0, Math.max(0, most - files.length))) {
      keys += 1;
      const key = keys;
      const ending = new AbortController();
      uploads.current.set(key, ending);
      setFiles((before) => [...before, { key, name: file.name, progress: 0 }]);
      upload(`/v1/conversations/${encodeURIComponent(conversation)}/attachments`, {
        file,
        client,
        signal: ending.signal,
        onProgress: (progress) => change(key, { progress }),
      }).then(
        (answer) => change(key, { id: (answer as { readonly attachment_id: string }).attachment_id, progress: 1 }),
        (error: Error) => !ending.signal.aborted && change(key, { problem: error.message }),
      );
    }
  }

  /** Files of a saved reply: the customer gets a copy of each. */
  function addSaved(saved: readonly SavedFile[]): void {
    for (const { saved_file_id, name } of saved.slice(0, Math.max(0, most - files.length))) {
      keys += 1;
      const key = keys;
      setFiles((before) => [...before, { key, name, progress: 0 }]);
      api("POST", "/v1/conversations/:id/attachments/from-saved", {
        params: { id: conversation },
        body: { saved_file_id },
        client,
      }).then(
        ({ attachment_id: id }) => change(key, { id, progress: 1 }),
        (error: Error) => change(key, { problem: error.message }),
      );
    }
  }

  return {
    files,
    add,
    addSaved,
    remove(key: number): void {
      uploads.current.get(key)?.abort();
      setFiles((before) => before.filter((file) => file.key !== key));
    },
    clear: () => setFiles([]),
    ids: files.flatMap(({ id }) => id ?? []),
    isUploading: files.some(({ id, problem }) => id === undefined && problem === undefined),
  };
}
