import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../icon.tsx";
import type { ChosenFile } from "./use-uploads.ts";

/** The files of the next reply, and how far each is. */
export function FileList({ files, onRemove }: { readonly files: readonly ChosenFile[]; onRemove(key: number): void }) {
  if (files.length === 0) return null;
  return (
    <ul className="file-list" aria-label={m.inbox_files()}>
      {files.map(({ key, name, progress, id, problem }) => (
        <li key={key} data-failed={problem !== undefined}>
          <Icon name="file" />
          <span dir="auto">{name}</span>
          {problem !== undefined && (
            <span className="problem" role="alert">
              {problem}
            </span>
          )}
          {id === undefined && problem === undefined && <progress aria-label={name} value={progress} />}
          <Button look="quiet" data-icon="" aria-label={m.inbox_remove_file({ name })} onClick={() => onRemove(key)}>
            ✕
          </Button>
        </li>
      ))}
    </ul>
  );
}
