import { api } from "../../../api/api.ts";
import { upload } from "../../../api/upload.ts";
import { mostFiles, useUploads } from "./use-uploads.ts";

/** A file that a saved reply has. */
export interface SavedFile {
  readonly saved_file_id: string;
  readonly name: string;
}

/** The files of the next reply: each is uploaded as soon as it is chosen. */
export function useFiles(client: string, conversation: string) {
  const { files, begin, change, remove, clear } = useUploads();
  const room = Math.max(0, mostFiles - files.length);
  const sent = (key: number, id: string) => change(key, { id, progress: 1 });

  function add(chosen: Iterable<File>): void {
    const path = `/v1/conversations/${encodeURIComponent(conversation)}/attachments`;
    for (const file of [...chosen].slice(0, room))
      begin(
        file.name,
        async (sending) => {
          const answer = await upload(path, { file, client, ...sending });
          return (answer as { readonly attachment_id: string }).attachment_id;
        },
        sent,
      );
  }

  /** Files of a saved reply: the customer gets a copy of each. */
  function addSaved(saved: readonly SavedFile[]): void {
    const params = { id: conversation };
    for (const { saved_file_id, name } of saved.slice(0, room))
      begin(
        name,
        async () => {
          const body = { saved_file_id };
          const copy = await api("POST", "/v1/conversations/:id/saved-attachments", { params, body, client });
          return copy.attachment_id;
        },
        sent,
      );
  }

  return {
    files,
    add,
    addSaved,
    remove,
    clear,
    ids: files.flatMap(({ id }) => id ?? []),
    isUploading: files.some(({ id, problem }) => id === undefined && problem === undefined),
  };
}
