import { Notice } from "../../../components/status.tsx";
import { CopyButton } from "../channels/copy-button.tsx";

/** A new secret, the only time that it can be seen. `note` says so. */
export function ShownSecret({ secret, note }: { readonly secret: string; readonly note: string }) {
  return (
    <>
      <Notice>{note}</Notice>
      <div className="hook">
        <code>{secret}</code>
        <CopyButton text={secret} />
      </div>
    </>
  );
}
