import { type ReactNode, useRef } from "react";
import { m } from "#messages";

/** What opens the choice of files, as `children` draw it. */
export function FilePicker({
  onChoose,
  children,
}: {
  onChoose(files: Iterable<File>): void;
  children(open: () => void): ReactNode;
}) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      {children(() => picker.current?.click())}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={m.inbox_attach()}
        onChange={({ target }) => {
          onChoose(target.files ?? []);
          target.value = "";
        }}
      />
    </>
  );
}
