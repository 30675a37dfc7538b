import { useEffect, useRef } from "react";
import { m } from "#messages";
import { upload } from "../../../api/upload.ts";
import { Button } from "../../../components/button.tsx";
import { FileList } from "../composer/file-list.tsx";
import { FilePicker } from "../composer/file-picker.tsx";
import type { SavedFile } from "../composer/use-files.ts";
import { type ChosenFile, mostFiles, useUploads } from "../composer/use-uploads.ts";
import { Icon } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";

/** Files that go with a text, to every customer who gets it. Each is uploaded as soon as it is chosen. */
export function SavedFilesField({
  files,
  onChange,
}: {
  readonly files: readonly SavedFile[];
  onChange(files: readonly SavedFile[]): void;
}) {
  const { client } = useInbox();
  const { files: pending, begin, drop, remove } = useUploads();
  /** An upload ends later: it adds to what is there then. */
  const latest = useRef({ files, onChange });
  useEffect(() => {
    latest.current = { files, onChange };
  });

  function add(chosen: Iterable<File>): void {
    for (const file of [...chosen].slice(0, Math.max(0, mostFiles - files.length - pending.length)))
      begin(
        file.name,
        async (sending) => (await upload("/v1/saved-files", { file, client, ...sending })) as SavedFile,
        (key, saved) => {
          drop(key);
          const others = latest.current.files.filter(({ saved_file_id: id }) => id !== saved.saved_file_id);
          latest.current.onChange([...others, saved]);
        },
      );
  }

  const shown: readonly ChosenFile[] = files.map(({ saved_file_id: id, name }, index) => ({
    key: -1 - index,
    name,
    progress: 1,
    id,
  }));
  return (
    <div className="saved-files">
      <FileList
        files={[...shown, ...pending]}
        onRemove={(key) => {
          if (key >= 0) remove(key);
          else onChange(files.filter((_, index) => key !== -1 - index));
        }}
      />
      <FilePicker onChoose={add}>
        {(open) => (
          <Button look="quiet" onClick={open}>
            <Icon name="clip" /> {m.inbox_attach()}
          </Button>
        )}
      </FilePicker>
    </div>
  );
}
