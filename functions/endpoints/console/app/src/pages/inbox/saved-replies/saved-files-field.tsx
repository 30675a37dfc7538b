import { useEffect, useRef, useState } from "react";
import { m } from "#messages";
import { upload } from "../../../api/upload.ts";
import { Button } from "../../../components/button.tsx";
import { FileList } from "../composer/file-list.tsx";
import type { ChosenFile, SavedFile } from "../composer/use-files.ts";
import { Icon } from "../icon.tsx";
import { useInbox } from "../inbox-context.ts";

/** As the API takes them with one text. */
const most = 10;
let keys = 0;

/** Files that go with a text, whoever it is sent to. Each is uploaded as soon as it is chosen. */
export function SavedFilesField({
  files,
  onChange,
}: {
  readonly files: readonly SavedFile[];
  onChange(files: readonly SavedFile[]): void;
}) {
  const { client } = useInbox();
  const [pending, setPending] = useState<readonly ChosenFile[]>([]);
  const picker = useRef<HTMLInputElement>(null);
  /** An upload ends later: it adds to what is there then. */
  const latest = useRef({ files, onChange });
  useEffect(() => {
    latest.current = { files, onChange };
  });

  function add(chosen: Iterable<File>): void {
    for (const file of [...chosen].slice(0, Math.max(0, most - files.length - pending.length))) {
      keys += 1;
      const key = keys;
      const change = (properties: Partial<ChosenFile>) =>
        setPending((before) => before.map((each) => (each.key === key ? { ...each, ...properties } : each)));
      setPending((before) => [...before, { key, name: file.name, progress: 0 }]);
      upload("/v1/saved-files", {
        file,
        client,
        signal: new AbortController().signal,
        onProgress: (progress) => change({ progress }),
      }).then(
        (answer) => {
          setPending((before) => before.filter((each) => each.key !== key));
          const saved = answer as SavedFile;
          const others = latest.current.files.filter(({ saved_file_id: id }) => id !== saved.saved_file_id);
          latest.current.onChange([...others, saved]);
        },
        (error: Error) => change({ problem: error.message }),
      );
    }
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
          if (key >= 0) setPending(pending.filter((each) => each.key !== key));
          else onChange(files.filter((_, index) => key !== -1 - index));
        }}
      />
      <Button look="quiet" onClick={() => picker.current?.click()}>
        <Icon name="clip" /> {m.inbox_attach()}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={m.inbox_attach()}
        onChange={({ target }) => {
          add(target.files ?? []);
          target.value = "";
        }}
      />
    </div>
  );
}
